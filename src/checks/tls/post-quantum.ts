import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'Key exchange resists quantum computers (X25519MLKEM768)',
  failingTitle:
    'No post-quantum key exchange: traffic recorded today can be opened by tomorrow’s quantum computers',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'trust',
  why: 'Browsers have used it since 2024 and buyers’ security questionnaires begin to ask; nothing breaks without it today.',
  sources: [
    page('draft-ietf-tls-ecdhe-mlkem', 'https://datatracker.ietf.org/doc/draft-ietf-tls-ecdhe-mlkem/'),
    page('Mozilla server side TLS 6.0', 'https://ssl-config.mozilla.org/guidelines/6.0.json'),
  ],
  needs: { endpoint },
  fix: 'Put the host behind a CDN that has it on, or update the server to OpenSSL 3.5 or later.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    sClient(target.name, '-groups X25519MLKEM768') + ' | grep "Negotiated TLS1.3 group"',
  judge: (facts, { target }) => {
    const modern = readProbe(facts.endpoint, ({ versions }) => versions['TLSv1.3']);
    const hybrid = readProbe(facts.endpoint, ({ postQuantum }) => postQuantum);
    const gap = probeGap([hybrid]);
    if (gap !== null)
      return withoutProbe(facts.endpoint, gap, sClient(target.name, '-groups X25519MLKEM768'));
    if (hybrid.refused === 0) return pass('the server chooses X25519MLKEM768 when it is offered');
    if (modern.accepted.length === 0) return notApplicable('it needs TLS 1.3, see tls/modern-protocol');
    return fail('a client that offers X25519MLKEM768 only is refused', {
      evidence: [
        lines(
          'Group chosen today',
          modern.accepted.map(({ address, answer }) => `${address}: ${answer.group ?? 'not seen'}`),
        ),
      ],
    });
  },
});
