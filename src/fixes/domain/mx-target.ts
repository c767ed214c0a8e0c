import { fix } from '../../model/fix.ts';
import recordTargets from '../../facts/domain/record-targets.ts';
import { absoluteName, plainName } from '../../protocols/dns/name.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Let mail lead to a real host instead of an alias',
  requirements: ['FIX-5', 'DNS-3', 'MAIL-4'],
  cures: ['domain/mx-target'],
  needs: { seen: recordTargets },
  plan: (_finding, { seen }, { state, zone }) => {
    const values = setIn(state, zone, 'MX')?.values ?? [];
    const ends = new Map(
      seen.targets.flatMap(({ type, name, aliases, addresses }) => {
        const end = aliases.at(-1);
        return type === 'MX' && end !== undefined && addresses.length > 0 ? [[name, end] as const] : [];
      }),
    );
    const next = values.map((value) => {
      const [preference = '', host = ''] = value.split(' ');
      const end = ends.get(plainName(host));
      return end === undefined ? value : `${preference} ${absoluteName(end)}`;
    });
    return next.join() === values.join()
      ? { wanted: [] }
      : {
          wanted: [
            {
              ...wantedSet(state, { name: zone, type: 'MX' }, [...new Set(next)]),
              risk: 'ask',
              why: 'The same mail server, under the name it really has (RFC 2181 section 10.3).',
            },
          ],
        };
  },
});
