import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import addresses from '../../facts/domain/addresses.ts';
import { specialUse } from '../../protocols/hosting/networks-of.ts';
import { recogniseAddress } from '../../protocols/hosting/recognise.ts';

export default check({
  title: 'The host leads to one service only',
  failingTitle: 'The host leads to several services at once: every second visitor lands at the wrong one',
  requirements: ['DNS-3', 'AUD-7'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Visitors are sent to the old and the new provider in turn; certificates and logins fail at one of them.',
  sources: [page('RFC 1794, DNS support for load balancing', 'https://www.rfc-editor.org/rfc/rfc1794')],
  needs: { addresses },
  fix: 'Remove the address records of the provider you left; check A and AAAA separately.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} A +short; dig ${target.name} AAAA +short`,
  judge: ({ addresses: seen }, { manifest, target }) => {
    // Addresses nobody can reach are domain/private-address.
    const all = [...seen.ipv4, ...seen.ipv6].filter((address) => specialUse(address) === null);
    if (all.length === 0) return notApplicable('it has no public address');
    const declared = manifest.hosts.find((host) => host.name === target.name);
    if ((declared?.origins.length ?? 0) > 0) return notApplicable('origins are declared: domain/host-origin');
    if (seen.chain.length > 0) return pass('one alias, whose owner chooses the addresses');
    const rows = all.map((address) => [address, recogniseAddress(address)?.name ?? 'not known']);
    const names = [...new Set(rows.map(([, name]) => name ?? ''))];
    const knownNames = names.filter((name) => name !== 'not known');
    const evidence = [table('Who serves each address', ['Address', 'Provider'], rows)];
    if (knownNames.length > 1) return fail(`${knownNames.join(' and ')} behind one name`, { evidence });
    if (knownNames.length === 1 && names.length === 2)
      return fail(`${knownNames[0]} and an unknown network behind one name`, {
        evidence,
        severity: 'medium',
        confidence: 'possible',
      });
    return pass(knownNames[0] ?? `${all.length} addresses, no sign of two providers`);
  },
});
