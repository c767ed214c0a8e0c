import { check, notApplicable, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onPages, told } from '../../facts/pages/reading/pages.ts';
import { scriptLoads } from '../../protocols/http/policies/script-integrity.ts';

export default check({
  title: 'Scripts of others cannot be exchanged unnoticed',
  failingTitle: 'Whoever controls another host can exchange a script of yours',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'CDNs of libraries have been bought and turned; with a hash in the page the browser refuses the exchanged file.',
  sources: [page('Subresource Integrity', 'https://www.w3.org/TR/SRI/')],
  needs: { crawl },
  fix: 'Serve the file from your own host, or add integrity="sha384-..." and crossorigin="anonymous".',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -io '<script[^>]*src=[^>]*>'`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const loads = new Map(
        pages.flatMap((each) =>
          scriptLoads(each.url, each.scripts).map((load) => [load.url, { page: each.url, ...load }] as const),
        ),
      );
      const foreign = [...loads.values()].filter((load) => load.isForeign && load.url.startsWith('https:'));
      if (foreign.length === 0) return notApplicable('no script comes from another owner over https');
      const bare = foreign.filter((load) => !load.hasIntegrity);
      return told(
        bare.map((load) => ({ url: load.page, problem: `${load.url} has no integrity` })),
        `all ${foreign.length} scripts of others carry a hash`,
      );
    }),
});
