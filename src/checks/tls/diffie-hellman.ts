import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'Diffie-Hellman primes have 2048 bits or more',
  failingTitle: 'A short Diffie-Hellman prime is used, recorded traffic can be opened (Logjam)',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Primes of 1024 bits are shared by many servers and within reach of well-funded attackers.',
  sources: [rfc(9325, '4.1'), rfc(7919, '1')],
  needs: { endpoint },
  fix: 'Drop the DHE suites (ECDHE replaces them), or use ffdhe2048 of RFC 7919.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    sClient(target.name, '-tls1_2 -cipher "DHE:@SECLEVEL=0"') + ' | grep "Server Temp Key"',
  judge: (facts, { target }) => {
    const dhe = readProbe(facts.endpoint, ({ families }) => families['finite-field-dhe']);
    const short = dhe.accepted.filter(({ answer }) => (answer.dhBits ?? 2048) < 2048);
    const least = Math.min(...short.map(({ answer }) => answer.dhBits ?? 2048));
    if (short.length > 0)
      return fail(`the prime has ${least} bits`, {
        evidence: [
          lines(
            'Accepted',
            short.map(({ address, answer }) => `${address}: ${answer.dhBits} bits, ${answer.cipher}`),
          ),
        ],
        severity: least < 1024 ? 'high' : 'medium',
      });
    const gap = probeGap([dhe]);
    if (gap !== null) return withoutProbe(facts.endpoint, gap, sClient(target.name, '-tls1_2 -cipher DHE'));
    if (dhe.accepted.length === 0) return notApplicable('finite-field Diffie-Hellman is not offered');
    if (dhe.accepted.some(({ answer }) => answer.dhBits === null))
      return unknown('the size of the Diffie-Hellman prime', sClient(target.name, '-tls1_2 -cipher DHE'));
    return pass(`${Math.min(...dhe.accepted.map(({ answer }) => answer.dhBits ?? 0))} bits`);
  },
});
