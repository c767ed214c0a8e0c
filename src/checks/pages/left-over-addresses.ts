import { check, fail, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import crawl from '../../facts/pages/crawl.ts';
import { leftOvers } from '../../facts/pages/reading/left-overs.ts';
import { count, onPages } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Pages name no address of the development',
  failingTitle: 'Pages link to or load from a development machine or the staging system',
  requirements: ['EDGE-9', 'EDGE-8', 'EDGE-2'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'What works on the desk of the developer does nothing for a customer, and staging shows what nobody should see.',
  sources: [page('HTML standard: links', 'https://html.spec.whatwg.org/multipage/links.html')],
  needs: { crawl },
  fix: 'Take the base address from the settings of production, and release again.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -nE 'localhost|127\\.0\\.0\\.1|staging'`,
  judge: ({ crawl: seen }, { manifest, target }) =>
    onPages(seen, (pages, done) => {
      const found = leftOvers(done, { manifest, host: target.name });
      const [first] = found;
      if (first === undefined)
        return pass(`${count(pages.length, 'page')} name no address of the development`);
      return fail(`${first.from} line ${first.line} names ${first.url}: ${first.why}`, {
        evidence: [
          table(
            'Addresses of the development',
            ['address', 'as', 'stands on', 'line', 'why'],
            found.map(({ url, kind, from, line, why }) => [url, kind, from, String(line), why]),
          ),
        ],
      });
    }),
});
