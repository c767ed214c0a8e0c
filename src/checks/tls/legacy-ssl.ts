import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { acceptedLines, probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'SSL 3.0 is off',
  failingTitle: 'SSL 3.0 is spoken, an onlooker can read session cookies (POODLE)',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Anybody on the same network can steal logins; card companies forbid taking payments over it.',
  sources: [rfc(7568, '3')],
  needs: { endpoint },
  fix: 'Switch SSL 3.0 off and set the lowest version to TLS 1.2.',
  effortMinutes: 15,
  reproduce: ({ target }) => `nmap --script ssl-enum-ciphers -p 443 ${target.name}`,
  judge: (facts, { target }) => {
    const ssl = readProbe(facts.endpoint, ({ versions }) => versions.SSLv3);
    if (ssl.accepted.length > 0)
      return fail('SSL 3.0 is spoken', { evidence: [lines('Accepted', acceptedLines(ssl))] });
    const gap = probeGap([ssl]);
    if (gap !== null)
      return withoutProbe(facts.endpoint, gap, `nmap --script ssl-enum-ciphers -p 443 ${target.name}`);
    return pass('SSL 3.0 is refused');
  },
});
