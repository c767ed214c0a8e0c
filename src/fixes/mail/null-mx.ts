import { fix } from '../../model/fix.ts';
import { setIn, wantedSet } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Take "no mail here" away where there are mail servers',
  requirements: ['FIX-5', 'MAIL-4', 'DNS-3'],
  cures: ['domain/null-mx', 'mail/null-mx-conflict'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state }) => {
    const values = setIn(state, name, 'MX')?.values ?? [];
    const others = values.filter((value) => !/^\d+ \.$/.test(value));
    if (others.length === 0 || others.length === values.length) return { wanted: [] };
    return {
      wanted: [
        {
          ...wantedSet(state, { name, type: 'MX' }, others),
          risk: 'ask',
          why: 'A null MX beside mail servers makes careful senders give up (RFC 7505 section 3).',
        },
      ],
    };
  },
});
