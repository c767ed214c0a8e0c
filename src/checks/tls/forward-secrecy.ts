import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { familiesOf } from '../../protocols/tls/cipher-suites.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import {
  acceptedLines,
  probeGap,
  withoutProbe,
  readProbe,
  servedBy,
} from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'Every connection has forward secrecy',
  failingTitle: 'Connections without forward secrecy: a key stolen later opens traffic recorded today',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'One leaked server key would open everything anybody has recorded, years of logins included.',
  sources: [rfc(9325, '4.1')],
  needs: { endpoint },
  fix: 'Offer ECDHE suites first and drop those whose name begins with TLS_RSA_WITH.',
  effortMinutes: 15,
  reproduce: ({ target }) => sClient(target.name, '-tls1_2 -cipher kRSA'),
  judge: (facts, { target }) => {
    const chosen = servedBy(facts.endpoint).filter(({ handshake }) =>
      familiesOf(handshake.cipher).includes('static-rsa'),
    );
    if (chosen.length > 0)
      return fail(`a current client gets ${chosen[0]?.handshake.cipher}`, {
        evidence: [
          lines(
            'Chosen',
            chosen.map(({ address, handshake }) => `${address}: ${handshake.cipher}`),
          ),
        ],
      });
    const statics = readProbe(facts.endpoint, ({ families }) => families['static-rsa']);
    if (statics.accepted.length > 0)
      return fail('clients that ask for it still get a suite without forward secrecy', {
        evidence: [lines('Accepted', acceptedLines(statics))],
        severity: 'low',
      });
    const gap = probeGap([statics]);
    return gap === null
      ? pass('suites without forward secrecy are refused')
      : withoutProbe(facts.endpoint, gap, sClient(target.name, '-tls1_2 -cipher kRSA'));
  },
});
