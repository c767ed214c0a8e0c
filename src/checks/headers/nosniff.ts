import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { curlFields, onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';
import { sniffingVerdict } from '../../protocols/http/policies/content-type-options.ts';

export default check({
  title: 'Browsers are told not to guess content types',
  failingTitle: 'Browsers may guess content types and run an upload as a script',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'A picture that is really a script is run by a browser that guesses.',
  sources: [
    page('Fetch: X-Content-Type-Options', 'https://fetch.spec.whatwg.org/#x-content-type-options-header'),
  ],
  needs: { crawl },
  fix: 'Send X-Content-Type-Options: nosniff with every answer.',
  effortMinutes: 10,
  reproduce: curlFields('x-content-type-options'),
  judge: ({ crawl: seen }) =>
    onCrawl(seen, ({ pages }) => {
      const answered = pages.filter((each) => each.status === 200);
      const problems = problemsOf(answered, (each) => {
        const verdict = sniffingVerdict(valuesOf(each, 'x-content-type-options'));
        if (verdict === 'nosniff') return null;
        return verdict === 'none'
          ? 'X-Content-Type-Options is missing'
          : 'X-Content-Type-Options is not nosniff';
      });
      return told(problems, 'every answer says nosniff');
    }),
});
