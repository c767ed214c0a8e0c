import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { heaviestPage, kilobytes, slowSeconds } from '../../facts/pages/reading/weight.ts';
import { onPages } from '../../facts/pages/reading/pages.ts';

/** Where the profile says nothing: ten seconds on slow 4G. */
const usualBytes = 2_000_000;

export default check({
  title: 'A first visit loads little enough for a slow line',
  failingTitle: 'A first visit loads more than a slow line carries in time',
  requirements: ['PERF-4'],
  stage: 'performance',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'On a phone outside the city every megabyte takes five seconds, and half of the visitors are gone after three.',
  sources: [
    page(
      'Chrome: total byte weight',
      'https://developer.chrome.com/docs/lighthouse/performance/total-byte-weight',
    ),
  ],
  needs: { crawl, assets },
  fix: 'Begin with the heaviest file: smaller pictures (AVIF, WebP, right size), compressed text, scripts split by page.',
  effortMinutes: 120,
  reproduce: ({ target }) =>
    `curl -sS --compressed -o /dev/null -w '%{size_download}\\n' https://${target.name}/`,
  judge: ({ crawl: seen, assets: loaded }, { profile }) =>
    onPages(seen, (pages) => {
      const heaviest = heaviestPage(pages, loaded.assets);
      if (heaviest === null) return notApplicable('no page was read whole');
      const budget = profile.page.payloadBytes ?? usualBytes;
      const { url, bytes, parts } = heaviest;
      const words = `${url} loads ${kilobytes(bytes)}, ${slowSeconds(bytes)} s on slow 4G`;
      if (bytes <= budget) return pass(`${words}; the budget is ${kilobytes(budget)}`);
      return fail(`${words}; the budget is ${kilobytes(budget)}`, {
        severity: bytes > 2 * budget ? 'high' : 'medium',
        evidence: [
          table(
            'What it loads',
            ['file', 'on the wire'],
            parts.slice(0, 20).map((part) => [part.url, kilobytes(part.bytes)]),
          ),
        ],
      });
    }),
});
