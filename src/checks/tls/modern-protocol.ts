import { check, fail, pass, rfc, notApplicable } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { acceptedLines, probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'TLS 1.3 is offered',
  failingTitle: 'TLS 1.3 is not offered, every first visit waits one round trip longer',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'trust',
  why: 'TLS 1.3 saves a round trip on each new connection, which phones far away feel, and hides more from onlookers.',
  sources: [rfc(9325, '3.1.1'), rfc(8446, '1.2')],
  needs: { endpoint },
  fix: 'Switch TLS 1.3 on at the server or CDN.',
  effortMinutes: 10,
  reproduce: ({ target }) => sClient(target.name, '-tls1_3'),
  judge: (facts, { target }) => {
    const modern = readProbe(facts.endpoint, ({ versions }) => versions['TLSv1.3']);
    const former = readProbe(facts.endpoint, ({ versions }) => versions['TLSv1.2']);
    if (modern.accepted.length > 0 && modern.refused === 0 && modern.unknown.length === 0)
      return pass('TLS 1.3 is spoken');
    const gap = probeGap([modern]);
    if (gap !== null) return withoutProbe(facts.endpoint, gap, sClient(target.name, '-tls1_3'));
    if (modern.accepted.length + former.accepted.length === 0)
      return notApplicable('neither TLS 1.2 nor 1.3 is spoken, see tls/protocol-versions');
    return fail(
      modern.accepted.length > 0 ? 'not every address speaks TLS 1.3' : 'TLS 1.2 is the newest version',
      {
        evidence: [lines('What is spoken', [...acceptedLines(modern), ...acceptedLines(former)])],
      },
    );
  },
});
