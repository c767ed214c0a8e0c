import type { Evidence } from '../../model/evidence.ts';
import type { SectionedPage } from '../../model/sections.ts';
import { inertLine } from '../inert.ts';
import { evidenceLines } from '../terminal/evidence.ts';
import type { Palette } from '../terminal/palette.ts';
import { wrap } from '../terminal/wrap.ts';

export interface SectionsOptions {
  readonly palette: Palette;
  readonly columns: number;
}

const marks = { ok: '●', warn: '▲', bad: '■', unknown: '○' } as const;
const tones = { ok: 'ok', warn: 'warn', bad: 'bad', unknown: 'muted' } as const;

/** Answer first, then the figures, then the sections. */
export function renderSectionsTerminal(page: SectionedPage, { palette, columns }: SectionsOptions): string {
  const width = Math.max(40, Math.min(columns, 120));
  const tone = palette[tones[page.state]];
  const lines = [
    palette.muted(inertLine(page.subject)),
    ...wrap(inertLine(`${marks[page.state]} ${page.headline}`), width).map((line) => tone(line)),
    ...page.numbers.map(({ name, value }) => `  ${inertLine(value)} ${palette.muted(inertLine(name))}`),
    ...page.sections.flatMap(({ title, hint, evidence }) => [
      '',
      `${palette.strong(inertLine(title))}${hint === '' ? '' : palette.muted(`  ${inertLine(hint)}`)}`,
      ...evidence.flatMap((one) => linesOf(one, width - 2)).map((line) => `  ${line}`),
    ]),
    ...(page.footer.length === 0 ? [] : ['', ...page.footer.map((text) => palette.muted(inertLine(text)))]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Lines are records to copy: never cut. */
function linesOf(evidence: Evidence, width: number): readonly string[] {
  if (evidence.kind !== 'lines') return evidenceLines(evidence, width);
  return [...wrap(inertLine(evidence.title), width), ...evidence.lines.map((line) => `  ${inertLine(line)}`)];
}
