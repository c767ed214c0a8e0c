import { isAllowedByRobots, readRobots } from '../../../protocols/http/robots.ts';
import { isSameAddress } from '../../../protocols/http/same-address.ts';
import type { AskedSitemap, SitemapEntry } from '../sitemap.ts';
import type { Told } from './pages.ts';
import { problemsOf } from './pages.ts';

/** What is wrong with the addresses of a sitemap, and how many of them were asked. */
export function sitemapProblems(
  seen: AskedSitemap,
  about: { readonly host: string; readonly robots: string },
): { readonly problems: readonly Told[]; readonly asked: number } {
  const rules = readRobots(about.robots);
  // A host that shuts everything is pages/robots-rules', one that marks everything pages/noindex's.
  const isShut = !isAllowedByRobots(rules, 'googlebot', '/');
  const answered = seen.entries.filter(({ status }) => status === 200);
  const isMarked = answered.length > 0 && answered.every(({ isNoindex }) => isNoindex);
  const problems = problemsOf(seen.entries, (entry) => {
    if (!URL.canParse(entry.url)) return 'is no address';
    const url = new URL(entry.url);
    if (url.protocol !== 'https:') return 'is not https';
    if (url.hostname !== about.host) return `is on ${url.hostname}, the sitemap is that of ${about.host}`;
    if (!isShut && !isAllowedByRobots(rules, 'googlebot', `${url.pathname}${url.search}`))
      return 'is kept out by robots.txt';
    return answerProblem(entry, isMarked);
  });
  return { problems, asked: seen.entries.filter(({ status }) => status !== null).length };
}

function answerProblem(entry: SitemapEntry, isMarked: boolean): string | null {
  const { status, location, isNoindex } = entry;
  if (status === null) return null;
  if (location !== null) return `is redirected to ${location}`;
  // Logins and bot walls say nothing about the list, and a page that fails is told where it is linked.
  if (status === 404 || status === 410) return `answers ${status}`;
  if (isNoindex && !isMarked) return 'says noindex itself';
  return isOtherView(entry) ? `is another view of ${entry.canonical ?? ''}` : null;
}

/** The same path with other parameters. What names a wrong path or host is pages/canonical-links'. */
function isOtherView({ url, canonical }: SitemapEntry): boolean {
  if (canonical === null) return false;
  const [one, other] = [new URL(url), new URL(canonical)];
  return one.origin === other.origin && one.pathname === other.pathname && !isSameAddress(canonical, url);
}
