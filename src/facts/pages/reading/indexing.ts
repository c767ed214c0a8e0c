import type { Manifest } from '../../../model/manifest.ts';
import type { CrawledPage } from '../crawl.ts';
import { metasOf, valuesOf } from './pages.ts';

/** Crawlers that decide whether customers find the product. */
const searchAgents = /^(?:robots|googlebot|bingbot)$/;

/** Where a page says that search engines shall leave it out: `meta robots`, `X-Robots-Tag`; null when it does not. */
export function noindexOf(page: CrawledPage): string | null {
  for (const { name, content } of page.metas)
    if (searchAgents.test(name) && hasNoindex(content)) return `<meta name="${name}" content="${content}">`;
  for (const value of valuesOf(page, 'x-robots-tag')) {
    const [, agent = '', rules = value] = /^\s*([a-z-]+bot)\s*:\s*(.*)$/i.exec(value) ?? [];
    if ((agent === '' || /^(?:google|bing)bot$/i.test(agent)) && hasNoindex(rules))
      return `X-Robots-Tag: ${value}`;
  }
  return null;
}

const hasNoindex = (rules: string): boolean =>
  rules
    .toLowerCase()
    .split(',')
    .some((rule) => /^\s*(?:noindex|none)\s*$/.test(rule));

/** Hosts whose start page customers are meant to find by searching. */
export function isFoundBySearch(manifest: Manifest, host: string): boolean {
  const { domain, canonicalHost } = manifest.product;
  const home = canonicalHost ?? domain;
  const role = manifest.hosts.find((each) => each.name === host)?.role;
  if (host === home) return true;
  return role === 'docs' || role === 'blog';
}

/** Pages that search engines should list: the start page, and what the manifest promises. */
export function promisedPages(
  pages: readonly CrawledPage[],
  manifest: Manifest,
  host: string,
): readonly CrawledPage[] {
  if (!isFoundBySearch(manifest, host)) return [];
  const home = `https://${manifest.product.canonicalHost ?? manifest.product.domain}/`;
  const promised = new Set(
    manifest.pages
      .filter(({ isIndexed, isPrivate, url }) => isIndexed && !isPrivate && URL.canParse(url, home))
      .map(({ url }) => new URL(url, home).href),
  );
  return pages.filter(
    (page) => !page.isPrivate && (page.origin === 'home' || (manifest.isDeclared && promised.has(page.url))),
  );
}

/** Pages that offer themselves to search engines: shown to everybody, not marked, and the address they name is their own. */
export const listedPages = (pages: readonly CrawledPage[]): readonly CrawledPage[] =>
  pages.filter((page) => {
    const [canonical] = page.canonicals;
    const isOwnName = canonical === undefined || canonical === null || canonical === page.url;
    return !page.isPrivate && noindexOf(page) === null && isOwnName && metasOf(page, 'refresh').length === 0;
  });
