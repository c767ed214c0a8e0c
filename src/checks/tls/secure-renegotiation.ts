import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { acceptedLines, probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'Renegotiation is protected',
  failingTitle: 'Renegotiation is not protected, strangers can put their request in front of a visitor’s',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'Current clients refuse servers without this extension, and an attacker can prefix a visitor’s request.',
  sources: [rfc(5746, '3.6')],
  needs: { endpoint },
  fix: 'Update the TLS library of the server; every one since 2010 has it.',
  effortMinutes: 20,
  reproduce: ({ target }) => sClient(target.name, '-tls1_2'),
  judge: (facts, { target }) => {
    const former = readProbe(facts.endpoint, ({ versions }) => versions['TLSv1.2']);
    const bad = former.accepted.filter(({ answer }) => !answer.hasRenegotiationInfo);
    if (bad.length > 0)
      return fail('the server does not confirm secure renegotiation', {
        evidence: [lines('Answers', acceptedLines({ ...former, accepted: bad }))],
      });
    const gap = probeGap([former]);
    if (gap !== null) return withoutProbe(facts.endpoint, gap, sClient(target.name, '-tls1_2'));
    if (former.accepted.length === 0)
      return notApplicable('TLS 1.2 is not spoken, and later versions have no such weakness');
    return pass('renegotiation_info is confirmed');
  },
});
