import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import type { Verdict } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { answering, gate } from '../../facts/redirects/reading/gate.ts';
import { curlWalk, hostOf, isHttps, landed, walkEvidence } from '../../protocols/http/walk-reading.ts';
import type { Walk } from '../../protocols/http/walk.ts';
import { isToldHere, webExpectation } from '../../protocols/http/web-host.ts';

export default check({
  title: 'Plain HTTP leads to HTTPS',
  failingTitle: 'Visitors who come over plain HTTP stay there',
  requirements: ['EDGE-1'],
  stage: 'redirects',
  target: 'host',
  severity: 'blocker',
  impact: 'trust',
  why: 'Browsers mark the page "Not secure", and anyone on the same network reads and changes what customers send.',
  sources: [rfc(6797, '7.2'), rfc(9110, '15.4.2')],
  needs: { entry },
  fix: 'Switch on "always use HTTPS" at the edge, or redirect port 80 to https with 301 (308 for an API).',
  effortMinutes: 15,
  reproduce: ({ target }) => curlWalk(`http://${target.name}/`),
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'http');
    if (passed.verdict !== null) return passed.verdict;
    if (answering(passed.entry.https) === 'dead')
      return notApplicable('there is no HTTPS to lead to: redirects/reachability, tls/hsts-preload');
    const end = hostOf(passed.entry.http.end.url);
    if (!isToldHere(manifest, target.name, end)) return notApplicable(`it leads to ${end}, judged there`);
    return judgeWalk(passed.entry.http, webExpectation(manifest, target.name) === 'api');
  },
});

function judgeWalk(walk: Walk, isApi: boolean): Verdict {
  const upgrade = walk.hops.find((hop) => hop.to !== null && isHttps(hop.to));
  if (upgrade !== undefined) return pass(`${upgrade.status} to ${upgrade.to ?? 'https'}`);
  const end = landed(walk);
  if (end === null)
    return notApplicable('the walk over http does not arrive, which other redirect checks judge');
  if (isApi && end.status >= 400) return pass(`plain HTTP is refused with ${end.status}`);
  const found =
    end.status < 400
      ? `${end.url} serves the page in clear (${end.status})`
      : `${end.url} answers ${end.status} instead of leading to https`;
  const isBlocked = end.status === 403 || end.status === 429;
  return fail(found, {
    evidence: [walkEvidence(walk)],
    severity: end.status < 400 ? 'blocker' : 'high',
    ...(isBlocked ? { confidence: 'likely' as const } : {}),
  });
}
