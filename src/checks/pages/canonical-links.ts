import { check, notApplicable, page, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import crawl from '../../facts/pages/crawl.ts';
import { canonicalProblems } from '../../facts/pages/reading/canonical.ts';
import { count, onPages, told } from '../../facts/pages/reading/pages.ts';
import landing from '../../facts/redirects/landing.ts';

export default check({
  title: 'Every page names its own address as the canonical one',
  failingTitle: 'Pages name another address as the canonical one',
  requirements: ['EDGE-9', 'EDGE-2'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Search engines follow the canonical link: a page that names another one is not listed.',
  sources: [
    rfc(6596, '3'),
    page(
      'Google: canonical links',
      'https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls',
    ),
  ],
  needs: { crawl, landing: optional(landing) },
  fix: 'Make the canonical link of each page from its own path and the canonical host, with https.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sSk https://${target.name}/ | grep -ioE '<link[^>]*canonical[^>]*>'`,
  judge: ({ crawl: seen, landing: start }, { manifest }) =>
    onPages(seen, (pages, done) => {
      const named = pages.filter((each) => each.canonicals.length > 0);
      if (named.length === 0) return notApplicable('the sampled pages name no canonical address');
      const isStartWrong = start.state === 'known' && isAstray(start.value);
      if (isStartWrong)
        return notApplicable('the start page names another address, which redirects/canonical-link judges');
      return told(canonicalProblems(named, done, manifest), `${count(named.length, 'page')} name themselves`);
    }),
});

/** The start page names another host: all pages are made alike, and it is told once. */
function isAstray(start: unknown): boolean {
  if (typeof start !== 'object' || start === null || !('canonical' in start) || !('url' in start))
    return false;
  const { canonical, url } = start;
  if (!Array.isArray(canonical) || typeof url !== 'string') return false;
  return canonical.some((each) => typeof each === 'string' && new URL(each).origin !== new URL(url).origin);
}
