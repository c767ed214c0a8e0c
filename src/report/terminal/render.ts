import type { LaunchVerdict, Report } from '../../model/report.ts';
import { inertLine } from '../inert.ts';
import { nextStep } from '../next-step.ts';
import { momentText, settledCounts, severityCounts, verdictShapes } from '../words.ts';
import { rowLines, shortLines, type Screen } from './finding.ts';
import { plainPalette, type Palette } from './palette.ts';
import { notNowLines, planLines, unknownLines, verboseLines } from './sections.ts';
import { wrap } from './wrap.ts';

export interface TerminalOptions {
  /** Default: no colour. */
  readonly palette?: Palette;
  /** Columns of the terminal, default 100; held between 60 and 120. */
  readonly columns?: number;
  readonly isVerbose?: boolean;
}

/** The answer first: verdict, blockers, a count of the rest, the next command. About 40 lines, everything when verbose. */
export function renderTerminal(report: Report, options: TerminalOptions = {}): string {
  const screen: Screen = {
    palette: options.palette ?? plainPalette,
    width: Math.min(120, Math.max(60, options.columns ?? 100)),
  };
  const head = headLines(report, screen);
  const foot = footLines(report, screen);
  const body =
    options.isVerbose === true
      ? verboseLines(report, screen)
      : briefLines(report, screen, head.length + foot.length);
  return `${[...head, ...body, ...foot].join('\n')}\n`;
}

const verdictColours = {
  ship: 'ok',
  'ship with fixes': 'warn',
  pause: 'bad',
  'could not look': 'muted',
} as const satisfies Record<LaunchVerdict, keyof Palette>;

function headLines(report: Report, { palette, width }: Screen): readonly string[] {
  const paint = palette[verdictColours[report.verdict]];
  const { product, domain, profile, isDeclared } = report.subject;
  const subject = product === domain ? domain : `${product}, ${domain}`;
  const basis = isDeclared ? `profile ${profile}` : `profile ${profile}, no launch.yaml`;
  const about = `${inertLine(subject)}, ${basis}, ${momentText(report.collectedAt)}`;
  return [
    ...wrap(`${verdictShapes[report.verdict]} ${inertLine(report.headline)}`, width).map((line) =>
      paint(palette.strong(line)),
    ),
    ...wrap(about, width - 2).map((line) => `  ${palette.muted(line)}`),
    ...wrap(`${severityCounts(report)}; ${settledCounts(report)}`, width - 2).map((line) => `  ${line}`),
    '',
  ];
}

const inFull = 3;
const evidenceOfFirst = 3;
const linesWanted = 40;
const fewestRows = 3;

/** Blockers in full (or the worst finding when none blocks), then one line each for as many as fit. */
function briefLines(report: Report, screen: Screen, linesTaken: number): readonly string[] {
  const { palette } = screen;
  const blockers = report.findings.filter((finding) => finding.severity === 'blocker');
  const detailed = blockers.length > 0 ? blockers.slice(0, inFull) : report.findings.slice(0, 1);
  const rest = report.findings.filter((finding) => !detailed.includes(finding));
  const details = detailed.flatMap((finding, index) => [
    ...shortLines(finding, screen, index === 0 ? evidenceOfFirst : 0),
    '',
  ]);
  const days = [...planLines(report, screen), ...notNowLines(report, screen)];
  const after = [...unknownLines(report, screen, 1), ...days, ...(days.length > 0 ? [''] : [])];
  const room = Math.max(fewestRows, linesWanted - linesTaken - details.length - after.length - 2);
  const hidden = rest.length - room;
  return [
    ...details,
    ...rowLines(rest.slice(0, room), screen),
    ...(hidden > 0 ? [palette.muted(`  and ${hidden} more: --verbose shows all, with evidence`)] : []),
    ...(rest.length > 0 ? [''] : []),
    ...after,
  ];
}

function footLines(report: Report, { palette, width }: Screen): readonly string[] {
  const next = nextStep(report);
  return [
    ...wrap(inertLine(next.text), width - 6).map(
      (line, index) => `${index === 0 ? 'Next  ' : '      '}${line}`,
    ),
    ...(next.command === null ? [] : [`      ${palette.command(inertLine(next.command))}`]),
  ];
}
