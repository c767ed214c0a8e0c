import { check, notApplicable, page } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import crawl from '../../facts/pages/crawl.ts';
import sitemap from '../../facts/pages/sitemap.ts';
import { isFoundBySearch } from '../../facts/pages/reading/indexing.ts';
import { told } from '../../facts/pages/reading/pages.ts';
import { sitemapProblems } from '../../facts/pages/reading/sitemap-addresses.ts';

export default check({
  title: 'The sitemap lists pages that are there',
  failingTitle: 'The sitemap lists addresses that search engines cannot list',
  requirements: ['EDGE-9', 'EDGE-2'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Search engines stop trusting a sitemap that is wrong, and with it the pages that are right.',
  sources: [
    page('sitemaps.org: location', 'https://www.sitemaps.org/protocol.html#location'),
    page(
      'Google: sitemaps',
      'https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap',
    ),
  ],
  needs: { sitemap, crawl: optional(crawl) },
  fix: 'List only canonical addresses that answer 200 and may be indexed, on the canonical host with https.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sS https://${target.name}/sitemap.xml | grep -oE '<loc>[^<]*' | head`,
  judge: ({ sitemap: seen, crawl: sampled }, { target, manifest }) => {
    if (!isFoundBySearch(manifest, target.name))
      return notApplicable('search engines need not list this host');
    if (!seen.isAsked) return notApplicable(seen.why);
    if (seen.entries.length === 0) return notApplicable('there are no addresses in a sitemap');
    const robots = sampled.state === 'known' && sampled.value.isCrawled ? sampled.value.robots.text : '';
    const { problems, asked } = sitemapProblems(seen, { host: target.name, robots });
    return told(problems, `${seen.total} addresses on this host, ${asked} of them asked and there`);
  },
});
