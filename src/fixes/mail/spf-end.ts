import { fix } from '../../model/fix.ts';
import { spfEndingIn } from '../../protocols/mail/spf/edit.ts';
import { selectSpf } from '../../protocols/mail/spf/record.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Say in SPF what happens to everybody else',
  requirements: ['FIX-5', 'MAIL-1'],
  cures: ['mail/spf-open-end', 'mail/spf-permissive'],
  needs: {},
  plan: ({ target }, _facts, { state }) => {
    const texts = textsIn(state, target.name);
    const [record, ...rivals] = selectSpf(texts);
    if (record === undefined || rivals.length > 0 || / redirect=/i.test(record)) return { wanted: [] };
    // "~all": a sender nobody thought of is marked, not lost.
    const next = spfEndingIn(record, '~all');
    return {
      wanted: [
        {
          ...wantedTexts(
            state,
            target.name,
            texts.map((text) => (text === record ? next : text)),
          ),
          risk: 'ask',
          why: 'Strangers are marked as not authorised; "-all" can follow when every sender is known.',
        },
      ],
    };
  },
});
