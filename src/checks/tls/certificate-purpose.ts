import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { purposeProblem } from '../../protocols/tls/weakness.ts';

export default check({
  title: 'The certificate is made for servers',
  failingTitle: 'The certificate is not made for servers, clients refuse it',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'A certificate for clients, mail or code signing is refused by browsers whatever name it carries.',
  sources: [rfc(5280, '4.2.1.12'), rfc(5280, '4.2.1.3')],
  needs: { endpoint },
  fix: 'Have it reissued with the extended key usage serverAuth.',
  effortMinutes: 30,
  reproduce: ({ target }) => showLeaf(target.name, '-ext extendedKeyUsage,keyUsage,basicConstraints'),
  judge: (facts, { target }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    for (const { leaf, address } of leaves) {
      const problem = purposeProblem(leaf);
      if (problem !== null)
        return fail(problem, { evidence: [lines('Certificate', [leaf.subject, address])] });
    }
    const authority = leaves.find(({ leaf, chain }) => leaf.isCa && !chain.isLeafSelfSigned);
    if (authority !== undefined)
      return fail('the server’s own certificate may sign further certificates (CA:TRUE)', {
        evidence: [lines('Certificate', [authority.leaf.subject, authority.address])],
        severity: 'high',
      });
    return pass(leaves.map(({ leaf }) => leaf.extendedKeyUsage?.join(' and ') ?? 'any purpose').join('; '));
  },
});
