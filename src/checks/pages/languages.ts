import { check, notApplicable, page, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { hreflangProblems } from '../../facts/pages/reading/hreflang.ts';
import { count, onPages, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Language versions name each other',
  failingTitle: 'Language versions do not name each other properly',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Search engines ignore one-sided language links, and customers land on the wrong language.',
  sources: [
    page(
      'Google: localised versions',
      'https://developers.google.com/search/docs/specialty/international/localized-versions',
    ),
    rfc(5646, '2.1'),
  ],
  needs: { crawl },
  fix: 'Let every version list all versions, itself included, with absolute addresses and codes like de or de-AT.',
  effortMinutes: 45,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -ioE '<link[^>]*hreflang[^>]*>'`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages, done) => {
      const some = pages.filter((each) => each.alternates.length > 0);
      if (some.length === 0) return notApplicable('the sampled pages have one language');
      return told(hreflangProblems(some, done.pages), `${count(some.length, 'page')} with all versions`);
    }),
});
