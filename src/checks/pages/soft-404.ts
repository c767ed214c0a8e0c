import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { optional } from '../../model/need.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { hostOf, isEndless, landed, walkEvidence } from '../../protocols/http/walk-reading.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';

export default check({
  title: 'A page that does not exist says so',
  failingTitle: 'Pages that do not exist answer 200 as if they did',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Search engines list pages that are not there, and no monitor notices when a real one goes missing.',
  sources: [
    rfc(9110, '15.5.5'),
    page(
      'Google: soft 404',
      'https://developers.google.com/search/docs/crawling-indexing/http-network-errors#soft-404-errors',
    ),
  ],
  needs: { entry, crawl: optional(crawl) },
  fix: 'Answer 404 for addresses the app does not know; in a single-page app let the server know its routes.',
  effortMinutes: 45,
  reproduce: ({ target }) =>
    `curl -sSo /dev/null -w '%{http_code}\\n' https://${target.name}/launch-ready-probe`,
  judge: ({ entry: seen, crawl: sampled }, { target, manifest }) => {
    const passed = gate(seen, 'https');
    if (passed.verdict !== null) return passed.verdict;
    if (webExpectation(manifest, target.name) === 'api')
      return notApplicable('an interface for programs has no pages');
    if (sampled.state === 'known' && !sampled.value.isCrawled) return notApplicable(sampled.value.why);
    const walk = passed.entry.httpsProbe;
    if (isEndless(walk)) return notApplicable('the walk never ends, which redirects/loop judges');
    const end = landed(walk);
    if (end === null) return notApplicable('the walk ends nowhere, which redirects/reachability judges');
    if (hostOf(end.url) !== target.name)
      return notApplicable(`the walk ends on ${hostOf(end.url)}, judged there`);
    const asked = new URL(walk.start);
    const isStillThere = new URL(end.url).pathname === asked.pathname;
    if (!isStillThere)
      return notApplicable('it is redirected elsewhere, which redirects/unknown-path judges');
    return end.status === 200
      ? fail(`${end.url} answers 200`, { evidence: [walkEvidence(walk)] })
      : pass(`an address nobody has answers ${end.status}`);
  },
});
