import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import entry from '../../facts/redirects/entry.ts';
import { gate } from '../../facts/redirects/reading/gate.ts';
import { hostOf, walkEvidence } from '../../protocols/http/walk-reading.ts';
import { isToldHere } from '../../protocols/http/web-host.ts';

export default check({
  title: 'Every redirect says clearly where to go',
  failingTitle: 'A redirect does not say clearly where to go',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Browsers guess or give up: some visitors arrive, others see an empty page.',
  sources: [rfc(9110, '10.2.2'), rfc(3986, '2')],
  needs: { entry },
  fix: 'Send exactly one Location field with a complete, percent-encoded address.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSkI https://${target.name}/ | grep -i '^location'`,
  judge: ({ entry: seen }, { target, manifest }) => {
    const passed = gate(seen, 'either');
    if (passed.verdict !== null) return passed.verdict;
    const { http, https, httpProbe, httpsProbe } = passed.entry;
    const hops = [https, http, httpsProbe, httpProbe]
      .flatMap((walk) => walk.hops.map((hop) => ({ walk, hop })))
      .filter(({ hop }) => isToldHere(manifest, target.name, hostOf(hop.url)));
    if (hops.length === 0) return notApplicable('nothing redirects here');
    const broken = hops.find(({ hop }) => hop.to === null) ?? hops.find(({ hop }) => hop.problem !== null);
    if (broken === undefined) return pass(`${hops.length} of ${hops.length} read without doubt`);
    const { hop, walk } = broken;
    return fail(`${hop.status} at ${hop.url}: the Location ${hop.problem ?? 'leads nowhere'}`, {
      evidence: [walkEvidence(walk)],
      severity: hop.to === null ? 'high' : 'low',
    });
  },
});
