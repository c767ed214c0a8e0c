import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import delegation from '../../facts/domain/delegation.ts';
import servers from '../../facts/domain/servers.ts';
import { isAtOrBelow } from '../../protocols/dns/name.ts';
import { canonicalIp } from '../../protocols/hosting/networks-of.ts';

export default check({
  title: 'Addresses at the registry equal the name servers’ own',
  failingTitle:
    'The registry hands out other name server addresses than the zone: some visitors ask a dead machine',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'revenue',
  why: 'Resolvers start with the registry’s address; when it is old they wait, or reach somebody else’s machine.',
  sources: [rfc(9471, '3'), rfc(1034, '4.2.1')],
  needs: { delegation, servers },
  fix: 'Update the host (glue) records at the registrar to the addresses the zone holds for its name servers.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig ${target.name} NS +norecurse +additional @<server of the parent zone>`,
  judge: ({ delegation: parent, servers: seen }) => {
    const inside = parent.nameServers.filter((name) => isAtOrBelow(name, parent.zone));
    if (inside.length === 0)
      return notApplicable('no name server lies inside the domain, so none needs glue');
    const rows = inside.flatMap((name) => {
      const own = seen.names.find((each) => each.name === name);
      const glue = parent.glue.find((each) => each.name === name)?.addresses ?? [];
      return own?.isSettled === true && own.addresses.length > 0 ? [{ name, glue, own: own.addresses }] : [];
    });
    const wrong = rows.filter(({ glue, own }) => keyOf(glue) !== keyOf(own));
    const evidence = [
      table(
        'Name server addresses',
        ['Name server', 'At the registry', 'In the zone'],
        wrong.map(({ name, glue, own }) => [name, glue.join(', ') || 'none', own.join(', ')]),
      ),
    ];
    const [first] = wrong;
    if (first !== undefined)
      return fail(
        `${first.name} is ${first.glue.join(', ') || 'without address'} at the registry and ${first.own.join(', ')} in the zone`,
        { evidence },
      );
    return pass(`${rows.length} name server addresses agree`);
  },
});

const keyOf = (addresses: readonly string[]): string => addresses.map(canonicalIp).toSorted().join(' ');
