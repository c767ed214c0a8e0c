import { inertLine } from '../../../report/inert.ts';
import type { Palette } from '../../../report/terminal/palette.ts';
import type { BounceDocument, BounceRow } from './document.ts';

const marks = { you: '■', recipient: '▲', time: '○' } as const;
const tones = { you: 'bad', recipient: 'warn', time: 'muted' } as const;
const order = ['you', 'recipient', 'time'] as const;
const maxShown = 40;

/** The answer, the counts, then what you must repair first. */
export function renderBounces(document: BounceDocument, palette: Palette): string {
  const { bounces, counts, others } = document;
  const causes = Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([cause, count]) => `${cause} ${count}`);
  const shown = bounces
    .toSorted((a, b) => order.indexOf(a.actor) - order.indexOf(b.actor))
    .slice(0, maxShown);
  return [
    palette.strong(document.headline),
    ...(causes.length === 0 ? [] : [palette.muted(`  ${causes.join(', ')}`)]),
    '',
    ...shown.flatMap((row) => rowLines(row, palette)),
    ...(bounces.length > maxShown
      ? [palette.muted(`… and ${bounces.length - maxShown} more (--json has all)`)]
      : []),
    ...(others.length === 0
      ? []
      : [
          palette.muted(
            `No bounce: ${others.slice(0, 5).map(inertLine).join(', ')}${others.length > 5 ? ` and ${others.length - 5} more` : ''}`,
          ),
        ]),
    '',
  ].join('\n');
}

function rowLines(row: BounceRow, palette: Palette): readonly string[] {
  const host = row.remoteHost === null ? '' : ` at ${inertLine(row.remoteHost)}`;
  return [
    palette[tones[row.actor]](
      `${marks[row.actor]} ${row.cause}, ${row.permanence}: ${inertLine(row.recipient)}${host}`,
    ),
    `  ${inertLine(row.advice)}`,
    palette.muted(`  because ${inertLine(row.because)}; it said: ${inertLine(row.said)}`),
    ...(row.original === null ? [] : [palette.muted(`  the mail: ${inertLine(row.original)}`)]),
    '',
  ];
}
