import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { isFoundBySearch } from '../../facts/pages/reading/indexing.ts';
import { onPages } from '../../facts/pages/reading/pages.ts';
import { isAllowedByRobots, readRobots } from '../../protocols/http/robots.ts';

export default check({
  title: 'robots.txt is a robots.txt',
  failingTitle: 'robots.txt is something else, or forbids what pages need to be shown',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Crawlers ignore what they cannot read, and judge a page by how it looks without its style sheet.',
  sources: [rfc(9309, '2.3'), rfc(9309, '2.2')],
  needs: { crawl },
  fix: 'Serve plain text (text/plain), and leave scripts and style sheets open.',
  effortMinutes: 10,
  reproduce: ({ target }) => `curl -sSi https://${target.name}/robots.txt | head -20`,
  judge: ({ crawl: seen }, { target, manifest }) =>
    onPages(seen, (_pages, done) => {
      const { status, text, mediaType } = done.robots;
      if (status !== 200) return notApplicable('there is no robots.txt, which is fine');
      const problem =
        formProblem(done) ?? (isFoundBySearch(manifest, target.name) ? closedFile(done, target.name) : null);
      if (problem === null) return pass(`${text.split('\n').length} lines of ${mediaType}`);
      return fail(problem, { evidence: [lines('robots.txt', text.split('\n').slice(0, 20))] });
    }),
});

function formProblem({ robots }: DoneCrawl): string | null {
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(robots.text)) return 'robots.txt is a web page';
  if (/html/.test(robots.mediaType)) return `robots.txt is sent as ${robots.mediaType}`;
  return null;
}

function closedFile({ robots, pages }: DoneCrawl, host: string): string | null {
  const rules = readRobots(robots.text);
  // Everything shut is pages/robots-rules'.
  if (!isAllowedByRobots(rules, 'googlebot', '/')) return null;
  const needed = pages
    .flatMap((each) => each.loads)
    .find(({ kind, url }) => {
      if (kind !== 'style' && kind !== 'script') return false;
      const { hostname, pathname, search } = new URL(url);
      return hostname === host && !isAllowedByRobots(rules, 'googlebot', `${pathname}${search}`);
    });
  return needed === undefined
    ? null
    : `robots.txt keeps crawlers from ${needed.url}, which pages need to look right`;
}
