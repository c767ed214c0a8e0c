import type { JudgeContext } from '../../../model/check.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { CrawledPage, DoneCrawl } from '../crawl.ts';

const host = 'shop.test';
export const sampleNowMs = Date.UTC(2026, 10, 22);

/** A healthy page for tests; `fields` as `name: value` lines. */
export function samplePage(
  path = '/',
  fields: readonly string[] = [],
  over: Partial<CrawledPage> = {},
): CrawledPage {
  return {
    url: `https://${host}${path}`,
    status: 200,
    fields: fieldsOf(['content-type: text/html; charset=utf-8', ...fields]),
    origin: path === '/' ? 'home' : 'linked',
    isHtml: true,
    isPrivate: false,
    title: 'Shop',
    bodyBytes: 900,
    wireBytes: 900,
    isCut: false,
    forms: [],
    scripts: [],
    canonicals: [],
    alternates: [],
    language: 'en',
    text: { digest: '', letters: 600 },
    metas: [],
    loads: [],
    ...over,
  };
}

export const fieldsOf = (lines: readonly string[]): [string, string][] =>
  lines.map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });

export const sampleCrawl = (...pages: readonly CrawledPage[]): DoneCrawl => ({
  isCrawled: true,
  start: `https://${host}/`,
  pages: [...pages],
  links: [],
  robots: { status: 404, sitemaps: [], left: 0, text: '', mediaType: '' },
  failures: [],
  limits: [],
});
/** A host without pages of its own. */
export const sampleElsewhere = {
  isCrawled: false,
  why: 'visitors are sent to shop.test, which is looked at itself',
} as const;

export const loginForm = {
  action: `https://${host}/login`,
  method: 'post',
  hasPassword: true,
  line: 12,
} as const;

/** A judge's surroundings: the declared shop `shop.test` with api and checkout. */
export function samplePageContext(name = host, over: Partial<Manifest> = {}): JudgeContext {
  const roles = { [host]: 'apex', [`api.${host}`]: 'api', [`checkout.${host}`]: 'checkout' };
  const surroundings = {
    target: { kind: 'host', name },
    manifest: {
      isDeclared: true,
      product: { domain: host, canonicalHost: host },
      hosts: Object.entries(roles).map(([each, role]) => ({ name: each, role, isPublic: true })),
      routes: [],
      pages: [],
      ...over,
    },
    profile: {},
    now: sampleNowMs,
  };
  return surroundings as unknown as JudgeContext;
}
