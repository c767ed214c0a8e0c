import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { isPathKept } from '../../protocols/http/preservation.ts';
import { crossings, curlWalk, hostOf, walkEvidence } from '../../protocols/http/walk-reading.ts';
import { isOwnHost, isToldHere } from '../../protocols/http/web-host.ts';

export default check({
  title: 'Redirects keep the path',
  failingTitle: 'Redirects drop the path: deep links land somewhere else',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Every product link, mail link and search result that comes this way ends on the start page.',
  sources: [rfc(9110, '10.2.2'), rfc(3986, '3.3')],
  needs: { entry },
  fix: 'Redirect to the same path on the new scheme or host ($request_uri in nginx, %{REQUEST_URI} in Apache, a dynamic rule at Cloudflare).',
  effortMinutes: 20,
  reproduce: ({ target }) => curlWalk(`http://${target.name}/some/page?utm_source=x`),
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'either');
    if (passed.verdict !== null) return passed.verdict;
    const walks = [passed.entry.httpProbe, passed.entry.httpsProbe];
    const moves = walks
      .flatMap((walk) => crossings(walk).map((hop) => ({ walk, hop })))
      .filter(({ hop }) => isToldHere(manifest, target.name, hostOf(hop.url)))
      .filter(({ hop }) => isOwnHost(manifest, hostOf(hop.to)));
    // A prefix that a later hop takes away again is no loss: what counts is where the link arrives.
    const lost = moves.find(
      ({ hop, walk }) => !isPathKept(hop.url, hop.to) && !isPathKept(walk.start, walk.end.url),
    );
    if (lost !== undefined)
      return fail(`${hopPath(lost.hop.url)} became ${hopPath(lost.hop.to)} on ${new URL(lost.hop.to).host}`, {
        evidence: [walkEvidence(lost.walk)],
      });
    return moves.length === 0
      ? notApplicable('no redirect changes scheme or host')
      : pass(`kept over ${moves.length} ${moves.length === 1 ? 'redirect' : 'redirects'}`);
  },
});

const hopPath = (url: string): string => new URL(url).pathname;
