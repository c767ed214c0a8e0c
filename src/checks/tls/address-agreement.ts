import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import endpoint, { type Endpoint } from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { isValidAt, servedBy, type Served, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { dayText } from '../../protocols/tls/lifetime.ts';

export default check({
  title: 'All addresses of the host show the same certificate',
  failingTitle: 'Addresses of the host disagree about TLS: some visitors get another certificate or none',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'A part of the visitors, often those on IPv6 or one network, sees errors you never see yourself.',
  sources: [
    page('Happy Eyeballs: which address a visitor gets is chance', 'https://www.rfc-editor.org/rfc/rfc8305'),
  ],
  needs: { endpoint },
  fix: 'Roll the same certificate out to every address, or take the stale address out of DNS.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `for a in $(dig +short ${target.name} A ${target.name} AAAA); do openssl s_client -connect "[$a]:443" -servername ${target.name} </dev/null 2>/dev/null | openssl x509 -noout -issuer -dates; done`,
  judge: (facts, { target, now }) => {
    const { addresses } = facts.endpoint;
    if (addresses.length === 1) return notApplicable(`${target.name} has one address`);
    const served = servedBy(facts.endpoint);
    if (served.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const silent = brokenTls(facts.endpoint);
    const evidence = [rows(facts.endpoint, served)];
    if (silent.length > 0)
      return fail(
        `TLS fails at ${silent.join(', ')} and works at ${counted(served.length, 'other address')}`,
        {
          evidence,
          severity: 'high',
        },
      );
    // A wrong or expired certificate is reported by its own check, wherever it is shown.
    const good = served.filter(({ leaf, handshake }) => handshake.coveredBy !== null && isValidAt(leaf, now));
    const kinds = new Set(good.map(({ leaf }) => `${leaf.issuer}|${leaf.names.dns.toSorted().join(' ')}`));
    if (kinds.size > 1)
      return fail(`${kinds.size} different certificates on ${good.length} addresses`, { evidence });
    return pass(
      `the same names and issuer at ${counted(served.length, 'address')} that completed a handshake`,
    );
  },
});

/** Addresses that take the connection but fail the handshake; closed ports are another check's matter. */
const brokenTls = ({ addresses }: Endpoint): readonly string[] =>
  addresses.flatMap(({ address, outcome }) =>
    outcome.state === 'failed' &&
    outcome.speaks === null &&
    ['tls', 'protocol', 'reset'].includes(outcome.kind)
      ? [address]
      : [],
  );

const rows = ({ addresses }: Endpoint, served: readonly Served[]): ReturnType<typeof table> =>
  table(
    'What each address shows',
    ['address', 'subject', 'issuer', 'until'],
    addresses.map(({ address, outcome }) => {
      const leaf = served.find((one) => one.address === address)?.leaf;
      if (leaf !== undefined) return [address, leaf.subject, leaf.issuer, dayText(leaf.notAfter)];
      return [address, outcome.state === 'failed' ? outcome.message : 'no readable certificate', '', ''];
    }),
  );
