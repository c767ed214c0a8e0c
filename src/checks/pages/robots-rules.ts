import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import crawl from '../../facts/pages/crawl.ts';
import { isFoundBySearch, promisedPages } from '../../facts/pages/reading/indexing.ts';
import { count, onPages } from '../../facts/pages/reading/pages.ts';
import { isAllowedByRobots, readRobots } from '../../protocols/http/robots.ts';

const searchAgents = ['googlebot', 'bingbot'];

export default check({
  title: 'robots.txt lets search engines in',
  failingTitle: 'robots.txt keeps search engines out',
  requirements: ['EDGE-9', 'EDGE-8'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'The Disallow of the test phase is still there: the product does not appear where customers search.',
  sources: [rfc(9309, '2.2.2'), rfc(9309, '2.3.1.4')],
  needs: { crawl },
  fix: 'Replace "Disallow: /" by the few paths that must stay out, and answer robots.txt with 200 or 404.',
  effortMinutes: 10,
  reproduce: ({ target }) => `curl -sSi https://${target.name}/robots.txt`,
  judge: ({ crawl: seen }, { target, manifest }) => {
    if (!isFoundBySearch(manifest, target.name))
      return notApplicable('search engines need not list this host');
    return onPages(seen, (pages, { robots }) => {
      if (robots.status === null)
        return unknown('what robots.txt says', `curl -sSi https://${target.name}/robots.txt`);
      if (robots.status >= 500)
        return fail(`robots.txt answers ${robots.status}, which keeps every crawler out`, {
          evidence: [lines(`https://${target.name}/robots.txt`, [`status: ${robots.status}`])],
        });
      const rules = readRobots(robots.text);
      const paths = promisedPages(pages, manifest, target.name).map(({ url }) => {
        const { pathname, search } = new URL(url);
        return `${pathname}${search}`;
      });
      for (const agent of searchAgents) {
        const shut = paths.filter((path) => !isAllowedByRobots(rules, agent, path));
        if (shut.length > 0)
          return fail(`robots.txt keeps ${agent} out of ${shut.slice(0, 3).join(', ')}`, {
            evidence: [lines(`https://${target.name}/robots.txt`, robots.text.split('\n').slice(0, 40))],
          });
      }
      return pass(
        robots.status === 200
          ? `${count(paths.length, 'page')} open, as promised`
          : 'there is no robots.txt, everything is open',
      );
    });
  },
});
