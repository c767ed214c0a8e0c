import { fix } from '../../model/fix.ts';
import { mergedSpf } from '../../protocols/mail/spf/edit.ts';
import { selectSpf } from '../../protocols/mail/spf/record.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Merge several SPF records into one',
  requirements: ['FIX-5', 'MAIL-1'],
  cures: ['mail/spf-single', 'domain/duplicate-policy'],
  needs: {},
  plan: ({ target }, _facts, { state }) => {
    const texts = textsIn(state, target.name);
    const records = selectSpf(texts);
    const [first] = records;
    if (first === undefined || records.length < 2) return { wanted: [] };
    const merged = mergedSpf(records);
    const next = texts.flatMap((text) =>
      records.includes(text) ? (text === first ? [merged] : []) : [text],
    );
    return {
      wanted: [
        {
          ...wantedTexts(state, target.name, next),
          risk: 'ask',
          why: `Receivers accept none of ${records.length} SPF records; everything they allow is in this one.`,
        },
      ],
    };
  },
});
