import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import crawl from '../../facts/pages/crawl.ts';
import { blockingThirdParties } from '../../facts/pages/reading/third-parties.ts';
import { count, isSensitive, onPages } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'No page waits for somebody else before it shows anything',
  failingTitle: 'Pages show nothing before another company has answered',
  requirements: ['PERF-5', 'PERF-4'],
  stage: 'performance',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'When the other service is slow, your page stays white; in the checkout that is the moment of paying.',
  sources: [
    page(
      'Chrome: render-blocking resources',
      'https://developer.chrome.com/docs/lighthouse/performance/render-blocking-resources',
    ),
    page('HTML standard: script', 'https://html.spec.whatwg.org/multipage/scripting.html#attr-script-defer'),
  ],
  needs: { crawl },
  fix: 'Load it with defer or async, or only when it is needed; serve style sheets and fonts from your own host.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -ioE '<(script|link)[^>]*(src|href)="https?://[^>]*>'`,
  judge: ({ crawl: seen }, { manifest }) =>
    onPages(seen, (pages) => {
      const found = blockingThirdParties(pages, manifest);
      const [first] = found;
      if (first === undefined)
        return pages.every((each) => each.loads.length === 0)
          ? notApplicable('the sampled pages load nothing')
          : pass(`${count(pages.length, 'page')} wait for nobody else`);
      const isPaying = found.some(({ from }) =>
        pages.some((each) => each.url === from && isSensitive(each, manifest)),
      );
      return fail(`${first.from} waits for the ${first.kind} ${first.url}`, {
        severity: isPaying ? 'high' : 'medium',
        evidence: [
          table(
            'What pages wait for',
            ['page', 'kind', 'address'],
            found.map(({ from, kind, url }) => [from, kind, url]),
          ),
        ],
      });
    }),
});
