import type { JourneyRun, StepExchange, StepRun } from '../../model/journey-run.ts';
import { inertLine } from '../../report/inert.ts';
import type { Palette } from '../../report/terminal/palette.ts';
import type { SmokeDocument } from './document.ts';

interface Screen {
  readonly palette: Palette;
  readonly isVerbose: boolean;
  readonly columns: number;
}

const marks = { good: '✓', failed: '✗', 'could not run': '?', skipped: '·' } as const;
const colours = { good: 'ok', failed: 'bad', 'could not run': 'warn', skipped: 'muted' } as const;
const barWidth = 24;

/** Answer first; then each journey on one line, its steps on a time line where something went wrong. */
export function renderSmokeTerminal(document: SmokeDocument, screen: Screen): string {
  const { palette } = screen;
  const colour = colours[document.verdict];
  const where = document.baseUrl === null ? '' : ` at ${inertLine(document.baseUrl)}`;
  const head = `${marks[document.verdict]} ${document.headline}`;
  return [
    palette[colour](palette.strong(head)),
    `  ${palette.muted(`${inertLine(document.product)}${where}, ${seconds(document.tookMs)}`)}`,
    '',
    ...document.journeys.flatMap((run) => journeyLines(run, screen)),
    '',
  ].join('\n');
}

export const seconds = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

function journeyLines(run: JourneyRun, screen: Screen): readonly string[] {
  const { palette } = screen;
  const paint = palette[colours[run.outcome]];
  const minor = run.isCritical ? '' : palette.muted(' (not critical)');
  const time = run.tookMs === 0 ? '' : seconds(run.tookMs);
  const line = `${paint(marks[run.outcome])} ${inertLine(run.journey).padEnd(20)} ${time.padStart(8)}  ${palette.muted(inertLine(run.title))}${minor}`;
  const isOpen = run.outcome !== 'good' || screen.isVerbose;
  const uncleaned = run.cleanup.filter(({ outcome }) => outcome !== 'good');
  return [
    line,
    ...(isOpen ? run.steps.flatMap((step) => stepLines(step, run, screen)) : []),
    ...(isOpen && run.steps.length === 0 ? [`    ${inertLine(run.message)}`] : []),
    ...uncleaned.map((step) =>
      palette.warn(`    test data stayed: ${inertLine(step.name)}: ${inertLine(step.message)}`),
    ),
    ...run.artifacts.map((path) => palette.muted(`    kept: ${inertLine(path)}`)),
  ];
}

function stepLines(step: StepRun, run: JourneyRun, screen: Screen): readonly string[] {
  const { palette } = screen;
  const paint = palette[colours[step.outcome]];
  const name = inertLine(step.name).slice(0, 44).padEnd(44);
  const time = step.outcome === 'skipped' ? '' : seconds(step.tookMs);
  const head = `    ${paint(marks[step.outcome])} ${name} ${bar(step, run.tookMs)} ${time.padStart(8)}`;
  const phases = screen.isVerbose
    ? step.exchanges.map((one) => palette.muted(`        ${phaseText(one)}`))
    : [];
  if (step.outcome !== 'failed' && step.outcome !== 'could not run') return [head.trimEnd(), ...phases];
  return [
    head,
    `        ${paint(inertLine(step.message))}`,
    ...step.evidence.map((line) => palette.muted(`        ${inertLine(line).slice(0, screen.columns - 8)}`)),
    ...phases,
  ];
}

/** Where in the journey's time this step lies. */
function bar(step: StepRun, totalMs: number): string {
  if (step.outcome === 'skipped' || totalMs <= 0) return ' '.repeat(barWidth);
  const at = Math.min(barWidth - 1, Math.floor((step.startedMs / totalMs) * barWidth));
  const length = Math.max(1, Math.min(barWidth - at, Math.round((step.tookMs / totalMs) * barWidth)));
  return `${' '.repeat(at)}${'━'.repeat(length)}`.padEnd(barWidth);
}

function phaseText({ method, url, status, phases }: StepExchange): string {
  const answer = status === null ? 'no answer' : String(status);
  const head = `${method} ${inertLine(url).slice(0, 90)} ${answer}`;
  if (phases === null) return head;
  const named = [
    ['dns', phases.dnsMs],
    ['connect', phases.connectMs],
    ['tls', phases.tlsMs],
    ['wait', phases.firstByteMs],
    ['body', phases.bodyMs],
  ] as const;
  return `${head}  ${named.map(([name, ms]) => `${name} ${Math.round(ms)}`).join(' · ')} ms`;
}
