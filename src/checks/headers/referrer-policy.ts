import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { curlFields, metasOf, onPages, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';
import { referrerVerdict } from '../../protocols/http/policies/referrer-policy.ts';

export default check({
  title: 'Addresses of pages are not handed to other sites',
  failingTitle: 'Addresses of pages, with what stands in them, may be handed to other sites',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'trust',
  why: 'Reset links and search words in an address end in the logs of every site whose picture is on the page.',
  sources: [page('Referrer Policy', 'https://www.w3.org/TR/referrer-policy/')],
  needs: { crawl },
  fix: 'Send Referrer-Policy: strict-origin-when-cross-origin.',
  effortMinutes: 10,
  reproduce: curlFields('referrer-policy'),
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const problems = problemsOf(pages, (each) => {
        const values = [...valuesOf(each, 'referrer-policy'), ...metasOf(each, 'referrer')];
        const verdict = referrerVerdict(values);
        if (verdict === 'private') return null;
        if (verdict === 'none') return 'no Referrer-Policy, every browser uses its own';
        return verdict === 'unsafe'
          ? `${values.join(', ')} hands addresses on`
          : `${values.join(', ')} is no policy`;
      });
      return told(problems, 'only the origin is told to other sites');
    }),
});
