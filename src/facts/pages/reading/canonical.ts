import type { Manifest } from '../../../model/manifest.ts';
import type { CrawledPage, DoneCrawl } from '../crawl.ts';
import type { Told } from './pages.ts';
import { problemsOf } from './pages.ts';

/** What is wrong with the canonical links of pages below the start page (RFC 6596). */
export function canonicalProblems(
  pages: readonly CrawledPage[],
  done: DoneCrawl,
  manifest: Manifest,
): readonly Told[] {
  const byUrl = new Map(done.pages.map((page) => [page.url, page]));
  const toStart = pages.filter((page) => isStartOf(page) && !isStart(page.url));
  // One page may well be a part of the start page; three are a template that forgot its path.
  const isTemplate = toStart.length >= 3 && toStart.length > pages.length / 2;
  return problemsOf(pages, (page) => {
    // What the start page says of itself is redirects/canonical-link's.
    if (page.origin === 'home') return null;
    const named = [...new Set(page.canonicals)];
    const [first] = named;
    if (named.length > 1) return `names ${named.length} different canonical addresses`;
    if (first === null || first === undefined) return 'has a canonical link without address';
    return addressProblem(page, first, { byUrl, manifest, isTemplate });
  });
}

const isStart = (url: string): boolean => new URL(url).pathname === '/';
const isStartOf = (page: CrawledPage): boolean => {
  const [first] = page.canonicals;
  return typeof first === 'string' && isStart(first) && new URL(first).host === new URL(page.url).host;
};

interface About {
  readonly byUrl: ReadonlyMap<string, CrawledPage>;
  readonly manifest: Manifest;
  readonly isTemplate: boolean;
}

function addressProblem(page: CrawledPage, first: string, about: About): string | null {
  const [here, there] = [new URL(page.url), new URL(first)];
  const { domain, canonicalHost } = about.manifest.product;
  if (there.protocol === 'http:' && here.protocol === 'https:') return `names ${first}, which is not https`;
  if (there.host !== here.host)
    // A copy on another of our hosts that names the canonical one is what the link is for.
    return there.host === (canonicalHost ?? domain) ? null : `names ${first} on another host`;
  const target = about.byUrl.get(first);
  if (target !== undefined && target.url !== page.url && target.status >= 300)
    return `names ${first}, which answers ${target.status}`;
  return about.isTemplate && isStartOf(page) ? `names the start page ${first} as its own address` : null;
}
