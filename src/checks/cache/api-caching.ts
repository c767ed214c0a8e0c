import { check, notApplicable, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Data says whether it may be kept',
  failingTitle: 'Data does not say whether it may be kept',
  requirements: ['EDGE-7', 'PERF-6'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'Each cache guesses: prices and stock are old for some, or a CDN keeps what it must not.',
  sources: [rfc(9111, '4.2.2'), rfc(9111, '5.2.2.5')],
  needs: { crawl },
  fix: 'Send Cache-Control: no-store with data of one customer, and an s-maxage of seconds with data for all.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSD - -o /dev/null https://${target.name}/ | grep -i '^cache-control'`,
  judge: ({ crawl: seen }) =>
    onCrawl(seen, ({ pages }) => {
      const data = pages.filter(
        (each) => each.status === 200 && /json/i.test(valuesOf(each, 'content-type')[0] ?? ''),
      );
      if (data.length === 0) return notApplicable('no sampled answer of this host is data');
      const problems = problemsOf(data, (each) =>
        valuesOf(each, 'cache-control').length === 0 && valuesOf(each, 'expires').length === 0
          ? 'no Cache-Control'
          : null,
      );
      return told(problems, `all ${data.length} answers say it`);
    }),
});
