import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { acceptedLines, probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'Sessions are bound to their handshake (extended master secret)',
  failingTitle: 'TLS 1.2 sessions are not bound to their handshake',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'Some clients in regulated industries refuse such servers, and login tokens can be replayed to another connection.',
  sources: [rfc(7627, '5.2')],
  needs: { endpoint },
  fix: 'Update the TLS library of the server; it is on by default since 2015.',
  effortMinutes: 20,
  reproduce: ({ target }) => sClient(target.name, '-tls1_2'),
  judge: (facts, { target }) => {
    const former = readProbe(facts.endpoint, ({ versions }) => versions['TLSv1.2']);
    const bad = former.accepted.filter(({ answer }) => !answer.hasExtendedMasterSecret);
    if (bad.length > 0)
      return fail('extended_master_secret is not confirmed', {
        evidence: [lines('Answers', acceptedLines({ ...former, accepted: bad }))],
      });
    const gap = probeGap([former]);
    if (gap !== null) return withoutProbe(facts.endpoint, gap, sClient(target.name, '-tls1_2'));
    if (former.accepted.length === 0)
      return notApplicable('TLS 1.2 is not spoken, and later versions have no such weakness');
    return pass('extended_master_secret is confirmed');
  },
});
