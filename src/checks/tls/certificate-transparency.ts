import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, isPubliclyTrusted, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'The certificate carries proof that it was logged publicly',
  failingTitle: 'The certificate carries no proof of public logging, Chrome and Safari refuse it',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Chrome, Edge and Safari refuse public certificates without signed timestamps of certificate logs.',
  sources: [rfc(6962, '3.3')],
  needs: { endpoint },
  fix: 'Have it reissued with embedded certificate timestamps; every public authority does so unless told not to.',
  effortMinutes: 30,
  reproduce: ({ target }) => showLeaf(target.name, '-text') + ' | grep -A2 "CT Precertificate SCTs"',
  judge: (facts, { target }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const open = leaves.filter(isPubliclyTrusted);
    if (open.length === 0) return notApplicable('browsers ask for it of public authorities only');
    const bare = open.filter(({ leaf }) => leaf.sctCount === 0);
    if (bare.length > 0)
      return fail('no signed certificate timestamps are embedded', {
        evidence: [
          lines(
            'Certificates',
            bare.map(({ leaf, address }) => `${address}: ${leaf.subject}`),
          ),
        ],
        // They may also come in the handshake or in a stapled OCSP answer, which is rare.
        confidence: 'likely',
      });
    return pass(`${Math.min(...open.map(({ leaf }) => leaf.sctCount))} signed certificate timestamps`);
  },
});
