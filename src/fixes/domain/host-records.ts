import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { isIpv4, isIpv6 } from '../../protocols/dns/address.ts';
import { absoluteName } from '../../protocols/dns/name.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Lead a host to the origins launch.yaml names',
  requirements: ['FIX-1', 'DNS-1'],
  cures: [
    'domain/host-origin',
    'domain/host-resolution',
    'domain/ipv6-presence',
    'domain/dangling-alias',
    'domain/private-address',
  ],
  needs: {},
  plan: ({ target: { name } }, _facts, { state, manifest, zone }) => {
    const origins = manifest.hosts.find((host) => host.name === name)?.origins ?? [];
    const wants = {
      A: origins.filter(isIpv4),
      AAAA: origins.filter(isIpv6),
      CNAME: origins
        .filter((origin) => !isIpv4(origin) && !isIpv6(origin))
        .map((origin) => absoluteName(origin.replace(/\.$/, ''))),
    };
    if (origins.length === 0 || wants.CNAME.length > 1 || (wants.CNAME.length === 1 && origins.length > 1))
      return { wanted: [] };
    if (wants.CNAME.length === 1 && name === zone) return { wanted: [] };
    const why = `launch.yaml names ${origins.join(', ')} as the origin of ${name}.`;
    return {
      wanted: (['A', 'AAAA', 'CNAME'] as const).flatMap((type): readonly WantedResource[] => {
        const before = setIn(state, name, type);
        // An alias has nothing beside it, and both address families move together.
        if (wants[type].length === 0 && before === null) return [];
        return [{ ...wantedSet(state, { name, type }, wants[type]), risk: 'ask', why }];
      }),
    };
  },
});
