import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import misplaced from '../../facts/domain/misplaced.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Take pasted quotation marks out of texts',
  requirements: ['FIX-1', 'DNS-3'],
  cures: ['domain/pasted-quotes'],
  needs: { seen: misplaced },
  plan: (_finding, { seen }, { state }) => ({
    wanted: [...new Set(seen.texts.map(({ name }) => name))].flatMap((name): readonly WantedResource[] => {
      const texts = textsIn(state, name);
      const bare = [...new Set(texts.map(withoutQuotes))];
      return bare.join('\n') === texts.join('\n')
        ? []
        : [
            {
              ...wantedTexts(state, name, bare),
              risk: 'ask',
              why: 'Readers compare the text as it is; with quotation marks nobody knows it.',
            },
          ];
    }),
  }),
});

/** Straight or typographic marks around the whole text; UTF-8 bytes arrive as latin1 characters. */
function withoutQuotes(text: string): string {
  const marks = /^(?:\\?["']|[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]|\u00e2\u0080[\u0098-\u009e])+/;
  const ends = /(?:\\?["']|[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]|\u00e2\u0080[\u0098-\u009e])+$/;
  const trimmed = text.trim();
  return marks.test(trimmed) ? trimmed.replace(marks, '').replace(ends, '') : text;
}
