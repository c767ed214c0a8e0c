import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { acceptedLines, probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'TLS compression is off',
  failingTitle: 'TLS compression is on, session cookies can be guessed byte by byte (CRIME)',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'An attacker who makes a browser send requests can read its session cookie from their sizes.',
  sources: [rfc(9325, '3.3')],
  needs: { endpoint },
  fix: 'Switch TLS compression off at the server.',
  effortMinutes: 20,
  reproduce: ({ target }) => sClient(target.name, '-tls1_2'),
  judge: (facts, { target }) => {
    const former = readProbe(facts.endpoint, ({ versions }) => versions['TLSv1.2']);
    const bad = former.accepted.filter(({ answer }) => answer.compression !== 0);
    if (bad.length > 0)
      return fail('compression is on', {
        evidence: [lines('Answers', acceptedLines({ ...former, accepted: bad }))],
      });
    const gap = probeGap([former]);
    if (gap !== null) return withoutProbe(facts.endpoint, gap, sClient(target.name, '-tls1_2'));
    if (former.accepted.length === 0)
      return notApplicable('TLS 1.2 is not spoken, and later versions have no such weakness');
    return pass('no address compresses');
  },
});
