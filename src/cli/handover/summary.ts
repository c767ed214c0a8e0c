import type { Handover } from '../../model/handover.ts';
import type { Result } from '../../model/outside.ts';
import { plural } from '../../model/words.ts';
import { inertLine } from '../../report/inert.ts';

const marks = { ship: '●', 'ship with fixes': '▲', pause: '■', 'could not look': '○' } as const;
const shown = 5;

/** Answer first: can the owner be left alone with it, what is missing, where it is. */
export function summaryOf(
  pack: Handover,
  { folder, pdf }: { readonly folder: string; readonly pdf: Result<string> | null },
): string {
  const lines = pack.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.lines));
  const measured = lines.filter(({ origin }) => origin === 'measured');
  const access = pack.sections.find(({ id }) => id === 'access')?.blocks[0]?.lines ?? [];
  const open = access.filter(
    ({ origin, state, id }) => id !== 'access.others' && !(origin === 'read' && state === 'good'),
  );
  const asked = pack.questions.slice(0, shown).map(({ question }) => `  ○ ${question}`);
  const more = pack.questions.length > shown ? [`  and ${pack.questions.length - shown} more`] : [];
  return [
    `${marks[pack.verdict]} ${pack.headline}`,
    `  ${inertLine(pack.product)}, ${pack.domain}: ${plural(measured.length, 'measured line')}, ${plural(pack.calendar.length, 'date')}`,
    '',
    ...(pack.contradictions.length === 0
      ? []
      : [
          `${plural(pack.contradictions.length, 'claim')} that do not fit what was measured:`,
          ...pack.contradictions.map(({ cells }) => `  ■ ${inertLine(cells.join(', '))}`),
          '',
        ]),
    ...(pack.questions.length === 0
      ? []
      : [`${plural(pack.questions.length, 'question')} only the owner can answer:`, ...asked, ...more, '']),
    `Pack     ${folder}/handover.html, .md, .json, calendar.ics, tables/`,
    ...(pdf === null
      ? []
      : [pdf.ok ? `PDF      ${pdf.value}` : `PDF      not printed: ${pdf.error.message}`]),
    ...(open.length === 0
      ? []
      : [`Access   ${open.length} not proven ended: launch-ready handover close, on the last day`]),
    pack.questions.length > 0
      ? 'Next     launch-ready handover ask'
      : 'Next     launch-ready handover verify    to see what is no longer true',
    '',
  ].join('\n');
}
