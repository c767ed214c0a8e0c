import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { setsOf } from '../../protocols/zone/records/resources.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Move records that stand under the domain written twice',
  requirements: ['FIX-1', 'DNS-3'],
  cures: ['domain/doubled-suffix'],
  needs: {},
  plan: (_finding, _facts, { state, zone }) => {
    const doubled = setsOf(state).filter(
      ({ name }) => name === `${zone}.${zone}` || name.endsWith(`.${zone}.${zone}`),
    );
    return {
      wanted: doubled.flatMap((set): readonly WantedResource[] => {
        const name = set.name.slice(0, -zone.length - 1);
        const gone: WantedResource = {
          ...wantedSet(state, set, []),
          risk: 'ask',
          why: 'The panel added the domain once more.',
        };
        // What stands at the right name already was corrected by hand; the doubled one is only litter.
        return setIn(state, name, set.type) !== null
          ? [gone]
          : [
              gone,
              {
                ...wantedSet(state, { name, type: set.type }, set.values),
                risk: 'ask',
                why: `It was meant for ${name}.`,
              },
            ];
      }),
    };
  },
});
