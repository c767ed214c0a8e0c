import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { withoutCertificate, servedBy } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'A certificate that demands a stapled status gets one',
  failingTitle: 'The certificate demands a stapled status but the server sends none, some browsers refuse it',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Firefox and strict clients stop at certificates marked must-staple that come without a fresh status.',
  sources: [rfc(7633, '4.2.3'), rfc(6066, '8')],
  needs: { endpoint },
  fix: 'Switch OCSP stapling on, or renew the certificate without the must-staple mark (most authorities have ended OCSP).',
  effortMinutes: 20,
  reproduce: ({ target }) => sClient(target.name, '-status') + ' | grep "OCSP"',
  judge: (facts, { target }) => {
    const served = servedBy(facts.endpoint);
    if (served.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name, '-status'));
    const demanding = served.filter(({ leaf }) => leaf.isStapleRequired);
    if (demanding.length === 0)
      // Authorities end OCSP (Let’s Encrypt did in 2025): no address and no staple is normal.
      return notApplicable('the certificate does not demand it');
    const bare = demanding.filter(({ handshake }) => !handshake.hasStapledOcsp);
    if (bare.length === 0) return pass('a status is stapled');
    return fail(`nothing is stapled at ${bare.length} of ${counted(served.length, 'address')}`, {
      evidence: [
        lines(
          'Addresses',
          bare.map(({ address, leaf }) => `${address}: ${leaf.subject}`),
        ),
      ],
    });
  },
});
