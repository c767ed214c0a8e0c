import { fix } from '../../model/fix.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { needlessAtApex } from '../../protocols/mail/services/table.ts';
import { spfEndingIn, spfEndOf, spfWithout } from '../../protocols/mail/spf/edit.ts';
import { selectSpf } from '../../protocols/mail/spf/record.ts';
import { spfSavings } from '../../protocols/mail/spf/savings.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Take out of SPF what nobody needs',
  requirements: ['FIX-5', 'MAIL-1'],
  cures: [
    'mail/spf-lookups',
    'mail/spf-unused-include',
    'mail/spf-void-lookups',
    'mail/spf-missing-include',
    'mail/spf-unreached',
    'mail/spf-ptr',
    'mail/spf-loop',
  ],
  needs: { spf: spfTree },
  plan: ({ target, check }, { spf }, { state }) => {
    const texts = textsIn(state, target.name);
    const [record, ...rivals] = selectSpf(texts);
    if (record === undefined || rivals.length > 0) return { wanted: [] };
    const needless = check === 'mail/spf-lookups' ? needlessAtApex : new Set<string>();
    const { savings } = spfSavings(spf.tree, needless);
    const loops = spf.tree.terms.filter(({ child }) => child?.state === 'loop').map(({ text }) => text);
    const isBehindAll = check === 'mail/spf-unreached';
    // Terms behind "all" were meant: they are moved before it, not dropped.
    const moved = isBehindAll ? spfEndingIn(record, spfEndOf(record) ?? '~all') : record;
    const gone = isBehindAll ? [] : [...savings.map(({ term }) => term), ...loops];
    const next = spfWithout(moved, gone);
    if (next === record) return { wanted: [] };
    const why = isBehindAll
      ? 'Terms behind "all" are never read; they stand before it now.'
      : `Nobody needs ${gone.join(', ')}: ${[...new Set(savings.map(({ why: each }) => each)), ...(loops.length > 0 ? ['it leads back to itself'] : [])].join('; ')}.`;
    return {
      wanted: [
        {
          ...wantedTexts(
            state,
            target.name,
            texts.map((text) => (text === record ? next : text)),
          ),
          risk: 'ask',
          why,
        },
      ],
    };
  },
});
