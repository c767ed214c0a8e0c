import { createHash } from 'node:crypto';
import { collector } from '../../model/collector.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import entry from '../../facts/redirects/entry.ts';
import variants from '../../facts/redirects/variants.ts';
import type { Variants } from '../../facts/redirects/variants.ts';
import { readPageHead } from '../../protocols/http/page-head.ts';
import { hostOf, landed } from '../../protocols/http/walk-reading.ts';
import { inTurn } from './walking/in-turn.ts';

const maxPages = 3;
const maxBodyBytes = 512 * 1024;

/** Asks for other spellings of the start page and up to three declared public pages; GET only. */
export default collector({
  yields: variants,
  inputs: { entry },
  limits: { timeoutMs: 40_000 },
  async collect({ inputs, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const end = inputs.entry.isAsked ? landed(inputs.entry.https) : null;
    const isHome =
      end !== null && inputs.entry.isAsked && hostOf(end.url) === inputs.entry.host && end.status < 400;
    const fetchPage = createFetcher(outside, signal);
    const wanted = isHome ? spellings(end.url, manifest) : [];
    const found = await inTurn(wanted, 8, async (spelling) => compare(spelling, fetchPage));
    return {
      state: 'known',
      value: { variants: found },
      source: end?.url ?? 'redirect walk',
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Spelling = Pick<Variants['variants'][number], 'url' | 'of' | 'what'>;

function spellings(home: string, manifest: Manifest): readonly Spelling[] {
  const start = new URL('/', home).href;
  const pages = manifest.pages
    .filter((page) => !page.isPrivate)
    .map((page) => (URL.canParse(page.url, start) ? new URL(page.url, start) : null))
    .filter((url) => url !== null)
    .filter((url) => url.origin === new URL(home).origin && url.pathname !== '/' && url.search === '')
    .slice(0, maxPages);
  return [
    { url: new URL('/index.html', start).href, of: start, what: 'index file' as const },
    ...pages.flatMap((page) => pageSpellings(page)),
  ];
}

function pageSpellings(page: URL): readonly Spelling[] {
  const { href: of, origin, pathname } = page;
  const other = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`;
  const upper = pathname.toUpperCase();
  return [
    { url: `${origin}${other}`, of, what: 'trailing slash' as const },
    ...(upper === pathname || pathname.includes('%')
      ? []
      : [{ url: `${origin}${upper}`, of, what: 'upper case' as const }]),
  ];
}

interface Page {
  readonly status: number;
  readonly digest: string;
  readonly canonical: string | null;
}
type Fetcher = (url: string) => Promise<Page | null>;

/** Each address once. */
function createFetcher(outside: Outside, signal: AbortSignal): Fetcher {
  const pages = new Map<string, Promise<Page | null>>();
  const get = async (url: string): Promise<Page | null> => {
    const answer = await outside.http.request({ url, isCertificateRequired: false, maxBodyBytes, signal });
    if (!answer.ok) return null;
    const { status, body } = answer.value;
    const head = readPageHead(new TextDecoder().decode(body), url);
    const digest = createHash('sha256').update(body).digest('hex');
    return { status, digest, canonical: head.canonical[0] ?? null };
  };
  return (url) => {
    const asked = pages.get(url) ?? get(url);
    pages.set(url, asked);
    return asked;
  };
}

async function compare(spelling: Spelling, fetchPage: Fetcher): Promise<Variants['variants'][number]> {
  const [page, proper] = await Promise.all([fetchPage(spelling.url), fetchPage(spelling.of)]);
  return {
    ...spelling,
    status: page?.status ?? null,
    isSameBody: page !== null && proper !== null && page.digest === proper.digest,
    canonical: page?.canonical ?? null,
  };
}
