import type { DeployReport, DeployStepStatus, DeployVerdict } from '../../model/deploy.ts';
import { inertLine } from '../../report/inert.ts';
import { ansiPalette, plainPalette, type Palette } from '../../report/terminal/palette.ts';
import { exitCodes, type CommandContext, type ParsedOptions } from '../command.ts';

const marks: Readonly<Record<DeployStepStatus, string>> = {
  done: '✓',
  failed: '✗',
  unknown: '?',
  skipped: '·',
  interrupted: '!',
};
const colours = {
  done: 'ok',
  failed: 'bad',
  unknown: 'warn',
  skipped: 'muted',
  interrupted: 'warn',
} as const satisfies Record<DeployStepStatus, keyof Palette>;

const verdicts: Readonly<Record<DeployVerdict, { readonly words: string; readonly colour: keyof Palette }>> =
  {
    released: { words: 'Released', colour: 'ok' },
    proven: { words: 'Rollback proven', colour: 'ok' },
    refused: { words: 'Refused', colour: 'bad' },
    failed: { words: 'Failed', colour: 'bad' },
    'rolled back': { words: 'Rolled back', colour: 'bad' },
    'rollback failed': { words: 'ROLLBACK FAILED, production needs hands', colour: 'bad' },
    interrupted: { words: 'Interrupted', colour: 'warn' },
    'not proven': { words: 'Rollback not proven', colour: 'bad' },
  };

/** Answer first; every step with its time; evidence where it did not go well. */
export function renderDeploy(report: DeployReport, palette: Palette): string {
  const { words, colour } = verdicts[report.verdict];
  const version = report.version === null ? '' : ` ${inertLine(report.version).slice(0, 40)}`;
  const before =
    report.previousVersion === null ? '' : ` over ${inertLine(report.previousVersion).slice(0, 40)}`;
  return [
    palette[colour](palette.strong(`${words}: ${inertLine(report.headline)}`)),
    palette.muted(
      `  ${report.kind} ${report.id}, ${report.environment}${version}${before}, ${seconds(report.tookMs)}`,
    ),
    '',
    ...report.steps.flatMap((step) => [
      `${palette[colours[step.status]](marks[step.status])} ${step.title.padEnd(34)} ${seconds(step.tookMs).padStart(8)}  ${inertLine(step.found)}`,
      ...(step.status === 'done' || step.status === 'skipped' ? [] : step.evidence.slice(0, 20)).map((line) =>
        palette.muted(`    ${inertLine(line)}`),
      ),
    ]),
    ...(report.rollback === null
      ? []
      : ['', `Rollback took ${seconds(report.rollback.tookMs)}${limitOf(report.rollback)}`]),
    '',
  ].join('\n');
}

const limitOf = ({ limitMs }: NonNullable<DeployReport['rollback']>): string =>
  limitMs === null ? '' : `, limit ${seconds(limitMs)}`;

const seconds = (ms: number): string =>
  ms < 1_000
    ? `${Math.round(ms)} ms`
    : ms < 120_000
      ? `${(ms / 1_000).toFixed(1)} s`
      : `${Math.round(ms / 60_000)} min`;

export function printDeploy(context: CommandContext, options: ParsedOptions, report: DeployReport): void {
  const isColoured = context.terminal.hasColour && !options.isOn('plain');
  context.stdout(
    options.isOn('json')
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderDeploy(report, isColoured ? ansiPalette : plainPalette),
  );
}

export function exitOf({ verdict, steps }: DeployReport): number {
  if (verdict === 'released' || verdict === 'proven') return exitCodes.ready;
  if (verdict === 'interrupted') return exitCodes.interrupted;
  const gate = steps.find(({ id }) => id === 'gate');
  return verdict === 'refused' && gate?.status === 'unknown' ? exitCodes.couldNotLook : exitCodes.findings;
}
