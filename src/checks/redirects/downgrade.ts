import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { curlWalk, hostOf, isEndless, isHttps, walkEvidence } from '../../protocols/http/walk-reading.ts';
import { isToldHere } from '../../protocols/http/web-host.ts';

export default check({
  title: 'No redirect leads from HTTPS back to plain HTTP',
  failingTitle: 'A redirect leads from HTTPS back to plain HTTP',
  requirements: ['EDGE-1', 'EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'The visitor starts out protected and is then sent through a hop that anyone on the way can read and change.',
  sources: [rfc(9110, '17.9'), rfc(6797, '12.1')],
  needs: { entry },
  fix: 'Find the rule that builds http:// addresses (often an app behind a proxy that does not read X-Forwarded-Proto) and make it https.',
  effortMinutes: 30,
  reproduce: ({ target }) => curlWalk(`https://${target.name}/`),
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'either');
    if (passed.verdict !== null) return passed.verdict;
    const { http, https, httpProbe, httpsProbe } = passed.entry;
    const walks = [https, http, httpsProbe, httpProbe];
    if (walks.some(isEndless)) return notApplicable('a walk never ends, which redirects/loop judges');
    for (const walk of walks) {
      const down = walk.hops
        .filter((hop) => isToldHere(manifest, target.name, hostOf(hop.url)))
        .find((hop) => isHttps(hop.url) && hop.to !== null && !isHttps(hop.to));
      if (down === undefined) continue;
      return fail(`${down.url} sends visitors to ${down.to ?? ''}`, {
        evidence: [walkEvidence(walk)],
        severity: isHttps(walk.end.url) ? 'high' : 'blocker',
      });
    }
    return pass('every hop from https stays on https');
  },
});
