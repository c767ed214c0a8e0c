import { check, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { duration, servedFor } from '../../facts/cache/reading/answers.ts';
import { curlFields, onPages, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';

const maxBrowserSeconds = 3600;
const maxSharedSeconds = 86_400;

export default check({
  title: 'Pages say how long they may be kept, and not too long',
  failingTitle: 'Visitors keep seeing old pages after a release',
  requirements: ['EDGE-7', 'PERF-6'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'A page that is kept refers to files of the old release: the fix is out and half of the visitors do not get it.',
  sources: [rfc(9111, '4.2.2'), rfc(9111, '5.2.2.1')],
  needs: { crawl },
  fix: 'Send Cache-Control: no-cache (always asked again), or max-age=0 with s-maxage of at most minutes, with every page.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|last-modified'),
  judge: ({ crawl: seen }, { now }) =>
    onPages(seen, (pages) =>
      told(
        problemsOf(pages, (each) => problemOf(each, now)),
        'pages are asked again in time',
      ),
    ),
});

function problemOf(each: CrawledPage, now: number): string | null {
  // A page that only sends visitors on is redirects/client-redirect's.
  if (each.metas.some(({ name }) => name === 'refresh')) return null;
  const isSaid = ['cache-control', 'cdn-cache-control', 'expires'].some(
    (name) => valuesOf(each, name).length > 0,
  );
  if (!isSaid) return 'no Cache-Control: every browser and cache guesses for itself';
  const browser = servedFor('private', each, now);
  if (browser > maxBrowserSeconds) return `browsers show it for ${duration(browser)} without asking`;
  const shared = servedFor('cdn', each, now);
  return shared > maxSharedSeconds ? `a CDN serves it for ${duration(shared)} without asking` : null;
}
