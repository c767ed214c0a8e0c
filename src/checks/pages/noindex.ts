import { check, notApplicable } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { isFoundBySearch, noindexOf, promisedPages } from '../../facts/pages/reading/indexing.ts';
import { count, onPages, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { page } from '../../model/check.ts';

export default check({
  title: 'Pages that customers shall find are open to search engines',
  failingTitle: 'Pages that customers shall find tell search engines to leave them out',
  requirements: ['EDGE-9', 'EDGE-8'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'The noindex of the test phase is still on: nobody finds the product by searching.',
  sources: [
    page('Google: noindex', 'https://developers.google.com/search/docs/crawling-indexing/block-indexing'),
  ],
  needs: { crawl },
  fix: 'Remove noindex from the robots meta element and the X-Robots-Tag field of production.',
  effortMinutes: 10,
  reproduce: ({ target }) => `curl -sSi https://${target.name}/ | grep -iE 'x-robots-tag|<meta[^>]*robots'`,
  judge: ({ crawl: seen }, { target, manifest }) => {
    if (!isFoundBySearch(manifest, target.name))
      return notApplicable('search engines need not list this host');
    return onPages(seen, (pages) => {
      const promised = promisedPages(pages, manifest, target.name);
      if (promised.length === 0) return notApplicable('no page here is promised to search engines');
      return told(
        problemsOf(promised, noindexOf),
        `${count(promised.length, 'page')} may be listed, as promised`,
      );
    });
  },
});
