import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { nameProblem } from '../../protocols/tls/host-match.ts';

export default check({
  title: 'Every name in the certificate is one browsers can use',
  failingTitle: 'The certificate contains names that no browser accepts',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'A name that looks covered is not, and names with hidden characters are how certificates are forged.',
  sources: [rfc(9525, '6.3'), rfc(5280, '4.2.1.6')],
  needs: { endpoint },
  fix: 'Have the certificate reissued without these names.',
  effortMinutes: 20,
  reproduce: ({ target }) => showLeaf(target.name, '-ext subjectAltName'),
  judge: (facts, { target }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const hostile = leaves.flatMap(({ leaf }) => leaf.names.hostile);
    const odd = leaves.flatMap(({ leaf }) =>
      leaf.names.dns.flatMap((name) => {
        const problem = nameProblem(name);
        return problem === null ? [] : [`${name} ${problem}`];
      }),
    );
    const total = leaves.reduce((sum, { leaf }) => sum + leaf.names.total, 0);
    if (hostile.length > 0)
      return fail(`control characters in ${hostile.length} of ${counted(total, 'name')}`, {
        evidence: [lines('Names, control characters written out', hostile)],
        severity: 'high',
      });
    if (odd.length > 0)
      return fail(`${odd.length} of ${counted(total, 'name')} can never match`, {
        evidence: [lines('Names', odd)],
      });
    return pass(`${counted(total, 'name')}, all usable`);
  },
});
