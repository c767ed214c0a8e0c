import { check, fail, notApplicable, page, pass, rfc } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { curlWalk, hostOf, isEndless, walkEvidence } from '../../protocols/http/walk-reading.ts';

export default check({
  title: 'An address that does not exist is not redirected to the start page',
  failingTitle: 'Addresses that do not exist are redirected to the start page',
  requirements: ['EDGE-9', 'EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Broken links look as if they worked: neither you nor search engines notice, and visitors do not find what they came for.',
  sources: [
    rfc(9110, '15.5.5'),
    page(
      'Google: soft 404',
      'https://developers.google.com/search/docs/crawling-indexing/http-network-errors#soft-404-errors',
    ),
  ],
  needs: { entry },
  fix: 'Answer 404 with a helpful page; redirect only addresses that have moved.',
  effortMinutes: 20,
  reproduce: ({ target }) => curlWalk(`https://${target.name}/launch-ready-probe`),
  judge: ({ entry: seen }, { target }) => {
    const passed = gate(seen, 'https');
    if (passed.verdict !== null) return passed.verdict;
    const walk = passed.entry.httpsProbe;
    if (isEndless(walk)) return notApplicable('the walk never ends, which redirects/loop judges');
    const toStart = walk.hops.find(
      (hop) =>
        hop.to !== null &&
        hostOf(hop.url) === target.name &&
        new URL(hop.to).origin === new URL(hop.url).origin &&
        new URL(hop.url).pathname !== '/' &&
        new URL(hop.to).pathname === '/',
    );
    if (toStart === undefined) return pass(`it ends at ${new URL(walk.end.url).pathname}`);
    return fail(`${toStart.url} answers ${toStart.status} to the start page`, {
      evidence: [walkEvidence(walk)],
    });
  },
});
