import type { Comparison, Difference, SeenEnvironment } from '../../deploy/compare.ts';
import { plural } from '../../model/words.ts';
import { inertLine } from '../../report/inert.ts';
import { ansiPalette, plainPalette, type Palette } from '../../report/terminal/palette.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';

interface Compared {
  readonly left: SeenEnvironment;
  readonly right: SeenEnvironment;
  readonly comparison: Comparison;
}

export function printComparison(context: CommandContext, options: ParsedOptions, what: Compared): void {
  if (options.isOn('json')) {
    const document = { schema: 'launch-ready/environments@1', ...what };
    context.stdout(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  const isColoured = context.terminal.hasColour && !options.isOn('plain');
  context.stdout(renderComparison(what, isColoured ? ansiPalette : plainPalette));
}

export function renderComparison({ left, right, comparison }: Compared, palette: Palette): string {
  const { differences, unknown } = comparison;
  const telling = differences.filter(({ isUsual }) => !isUsual);
  const usual = differences.filter(({ isUsual }) => isUsual);
  const names = `${inertLine(left.name)} and ${inertLine(right.name)}`;
  const head =
    telling.length > 0
      ? palette.bad(`✗ ${names} differ in ${plural(telling.length, 'way that matters', 'ways that matter')}`)
      : unknown.length > 0
        ? palette.warn(`? ${names} do not differ in what could be looked at`)
        : palette.ok(`✓ ${names} agree`);
  const widest = Math.max(left.name.length, right.name.length);
  return [
    palette.strong(head),
    palette.muted(`  ${left.name.padEnd(widest)}  ${inertLine(left.url)}`),
    palette.muted(`  ${right.name.padEnd(widest)}  ${inertLine(right.url)}`),
    '',
    ...telling.flatMap((each) => lines(each, { left, right }, palette)),
    ...(usual.length === 0 ? [] : [palette.muted('Usual between the two:')]),
    ...usual.flatMap((each) => lines(each, { left, right }, palette)),
    ...unknown.map(({ area, why }) => palette.warn(`Not compared: ${area}, ${inertLine(why)}`)),
    '',
  ].join('\n');
}

function lines(
  { area, subject, left, right }: Difference,
  sides: { readonly left: SeenEnvironment; readonly right: SeenEnvironment },
  palette: Palette,
): readonly string[] {
  const shown = (value: string | null): string =>
    value === null ? palette.muted('(none)') : inertLine(value).slice(0, 200);
  const widest = Math.max(sides.left.name.length, sides.right.name.length);
  return [
    `${area}  ${palette.strong(inertLine(subject))}`,
    `  ${sides.left.name.padEnd(widest)}  ${shown(left)}`,
    `  ${sides.right.name.padEnd(widest)}  ${shown(right)}`,
  ];
}
