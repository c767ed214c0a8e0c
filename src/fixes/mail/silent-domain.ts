import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import { isDmarcRecord } from '../../protocols/mail/dmarc/record.ts';
import { selectSpf } from '../../protocols/mail/spf/record.ts';
import { setIn, textsIn, wantedSet, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Say that a domain never sends mail',
  requirements: ['FIX-5', 'MAIL-4'],
  cures: ['mail/silent-domain'],
  needs: {},
  plan: ({ target: { name } }, _facts, { state }) => {
    const [texts, policies] = [textsIn(state, name), textsIn(state, `_dmarc.${name}`)];
    const why = 'The domain sends no mail; with this nobody else can in its name.';
    const nobody: readonly WantedResource[] = [
      {
        ...wantedTexts(state, name, [...texts.filter((text) => !selectSpf([text]).length), 'v=spf1 -all']),
        risk: 'ask',
        why,
      },
      {
        ...wantedTexts(state, `_dmarc.${name}`, [
          ...policies.filter((text) => !isDmarcRecord(text)),
          'v=DMARC1; p=reject',
        ]),
        risk: 'ask',
        why,
      },
    ];
    const isReceiving = (setIn(state, name, 'MX')?.values ?? []).length > 0;
    return {
      wanted: isReceiving
        ? nobody
        : [...nobody, { ...wantedSet(state, { name, type: 'MX' }, ['0 .']), risk: 'ask', why }],
    };
  },
});
