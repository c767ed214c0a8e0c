import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctChains, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { signatureWeakness } from '../../protocols/tls/weakness.ts';

export default check({
  title: 'Certificates are signed with SHA-256 or better',
  failingTitle: 'A certificate is signed with a broken hash, browsers refuse it',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Browsers refuse MD5 and SHA-1 signatures outright, and they can be forged.',
  sources: [rfc(9325, '4.5'), rfc(9155, '1')],
  needs: { endpoint },
  fix: 'Have the certificate reissued with SHA-256.',
  effortMinutes: 30,
  reproduce: ({ target }) => showLeaf(target.name, '-text') + ' | grep "Signature Algorithm"',
  judge: (facts, { target }) => {
    const chains = distinctChains(facts.endpoint);
    if (chains.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    // The signature of a root on itself proves nothing and is not checked (RFC 5280 section 6.1).
    const all = chains
      .flatMap(({ chain }) => chain.path.flatMap((index) => chain.certificates[index] ?? []))
      .filter(({ isCa, subjectHash, issuerHash }) => !isCa || subjectHash !== issuerHash);
    const weak = all.filter((certificate) => signatureWeakness(certificate) !== null);
    const [first] = weak;
    if (first !== undefined)
      return fail(`${first.commonName ?? first.subject} is signed with ${first.signature.algorithm}`, {
        evidence: [
          lines(
            'Signatures',
            weak.map(({ subject, signature }) => `${subject}: ${signature.algorithm}`),
          ),
        ],
      });
    return pass([...new Set(all.map(({ signature }) => signature.algorithm))].join(', '));
  },
});
