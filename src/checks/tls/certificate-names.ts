import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines, note } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { withoutCertificate, servedBy, type Served } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'The certificate covers the host name',
  failingTitle: 'The certificate is for other names, browsers stop visitors with a warning',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'A full-page warning stands between every visitor and the product.',
  sources: [rfc(9525, '6')],
  needs: { endpoint },
  fix: 'Issue a certificate whose subject alternative names include this host, and install it where the host is served.',
  effortMinutes: 20,
  reproduce: ({ target }) => showLeaf(target.name, '-ext subjectAltName'),
  judge: (facts, { target }) => {
    const served = servedBy(facts.endpoint);
    if (served.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const wrong = served.filter(({ handshake }) => handshake.coveredBy === null);
    const [first] = wrong;
    if (first === undefined) {
      const names = [...new Set(served.map(({ handshake }) => handshake.coveredBy))];
      return pass(`${target.name} is covered by ${names.join(', ')}`);
    }
    const where =
      wrong.length === served.length ? '' : ` at ${wrong.length} of ${counted(served.length, 'address')}`;
    return fail(`the certificate names ${namesOf(first)}, not ${target.name}${where}`, {
      evidence: [
        lines('Names in the certificate', first.leaf.names.dns),
        lines(
          'Addresses that show it',
          wrong.map(({ address }) => address),
        ),
        ...hints(first, target.name).map(note),
      ],
    });
  },
});

function namesOf({ leaf }: Served): string {
  const all = [...leaf.names.dns, ...leaf.names.ip];
  if (all.length === 0) return 'nothing';
  const more = leaf.names.total > 3 ? ` and ${leaf.names.total - 3} more` : '';
  return `${all.slice(0, 3).join(', ')}${more}`;
}

/** The usual reasons why an owner believes the name is covered. */
function hints({ leaf }: Served, host: string): readonly string[] {
  const parent = host.split('.').slice(2).join('.');
  return [
    ...(leaf.names.total === 0 && leaf.commonName?.toLowerCase() === host
      ? [`The name is only in the common name, which browsers do not read (RFC 9525 section 2).`]
      : []),
    ...(leaf.names.dns.includes(`*.${parent}`)
      ? [`*.${parent} stands for one label only; ${host} has one more (RFC 9525 section 6.3).`]
      : []),
    ...(leaf.names.dns.includes(`*.${host}`)
      ? [`*.${host} covers the names below ${host}, not ${host} itself.`]
      : []),
  ];
}
