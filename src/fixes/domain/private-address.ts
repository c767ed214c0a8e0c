import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { isGloballyReachable } from '../../protocols/dns/special-addresses.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Take private addresses out of public names',
  requirements: ['FIX-1', 'DNS-3'],
  cures: ['domain/private-address'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state }) => ({
    wanted: ['A', 'AAAA'].flatMap((type): readonly WantedResource[] => {
      const values = setIn(state, name, type)?.values ?? [];
      const open = values.filter(isGloballyReachable);
      // With nothing left the name would lead nowhere: where it should lead only its owner knows.
      return open.length === 0 || open.length === values.length
        ? []
        : [
            {
              ...wantedSet(state, { name, type }, open),
              risk: 'ask',
              why: 'Visitors cannot reach the address that goes.',
            },
          ];
    }),
  }),
});
