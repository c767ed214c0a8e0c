import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctChains, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { keyWeakness } from '../../protocols/tls/weakness.ts';

export default check({
  title: 'Keys in the chain are long enough',
  failingTitle: 'A key in the chain is too short, it can be broken and modern clients refuse it',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Whoever factors the key can pose as your site, logins and payments included.',
  sources: [rfc(9325, '4.5')],
  needs: { endpoint },
  fix: 'Make a new key (ECDSA P-256, or RSA with 2048 bits or more) and have the certificate reissued for it.',
  effortMinutes: 30,
  reproduce: ({ target }) => showLeaf(target.name, '-text') + ' | grep -A1 "Public Key Algorithm"',
  judge: (facts, { target }) => {
    const chains = distinctChains(facts.endpoint);
    if (chains.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const all = chains.flatMap(({ chain }) => chain.path.flatMap((index) => chain.certificates[index] ?? []));
    const weak = all.flatMap((certificate) => {
      const weakness = keyWeakness(certificate);
      return weakness === null ? [] : [{ ...weakness, subject: certificate.subject }];
    });
    const worst = weak.find(({ isBroken }) => isBroken) ?? weak[0];
    if (worst !== undefined)
      return fail(worst.what, {
        evidence: [
          lines(
            'Weak keys',
            weak.map(({ subject, what }) => `${subject}: ${what}`),
          ),
        ],
        severity: worst.isBroken ? 'blocker' : 'high',
      });
    const kinds = all.map(({ key }) => `${key.type.toUpperCase()} ${key.bits ?? key.curve ?? ''}`.trim());
    return pass([...new Set(kinds)].join(', '));
  },
});
