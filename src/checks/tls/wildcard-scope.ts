import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines, note } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { nameProblem } from '../../protocols/tls/host-match.ts';
import { isPublicSuffix, registrableDomain } from '../../protocols/tls/registrable.ts';

export default check({
  title: 'Wildcards in the certificate reach no further than the product',
  failingTitle: 'A wildcard in the certificate reaches beyond the product: one stolen key opens it all',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Whoever gets the key of one server can pose as every name under the wildcard, in other domains too.',
  sources: [rfc(9525, '7.1')],
  needs: { endpoint },
  fix: 'Issue a certificate with the names this server serves, and keep wildcards for a separate key.',
  effortMinutes: 30,
  reproduce: ({ target }) => showLeaf(target.name, '-ext subjectAltName'),
  judge: (facts, { target }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const wildcards = [...new Set(leaves.flatMap(({ leaf }) => leaf.names.dns))].filter(
      (name) => name.startsWith('*.') && nameProblem(name) === null,
    );
    const whole = wildcards.filter((name) => isPublicSuffix(name.slice(2)));
    if (whole.length > 0)
      return fail(`${whole.join(', ')} stands for domains of strangers`, {
        evidence: [lines('Wildcards', wildcards)],
      });
    const domains = [...new Set(wildcards.map((name) => registrableDomain(name.slice(2))))];
    const foreign = domains.filter((domain) => domain !== registrableDomain(target.name));
    // Certificates of CDNs and hosts carry their other customers' names: then the key is the provider's.
    if (foreign.length > 0 && foreign.length <= 3 && domains.length > foreign.length)
      return fail(`one key stands for all names under ${domains.join(' and ')}`, {
        evidence: [
          lines('Wildcards', wildcards),
          note('Domains of one owner are best kept on separate keys.'),
        ],
        severity: 'low',
        confidence: 'possible',
      });
    return pass(wildcards.length === 0 ? 'no wildcards' : wildcards.slice(0, 5).join(', '));
  },
});
