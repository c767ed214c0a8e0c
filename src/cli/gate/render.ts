import type { GateResult, GateStatus, GateStep } from '../../model/deploy.ts';
import { inertLine } from '../../report/inert.ts';
import { ansiPalette, plainPalette, type Palette } from '../../report/terminal/palette.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { gitlabCodeQuality } from './annotations.ts';
import { gateFormats } from './options.ts';
import { worstFirst, type Problem } from './problem.ts';
import { junitFile } from './problem-junit.ts';
import { problemSarif } from './problem-sarif.ts';

export function renderGate(result: GateResult, context: CommandContext, options: ParsedOptions): string {
  const format = options.isOn('json')
    ? 'json'
    : (gateFormats.find((each) => each === options.text('format')) ?? 'terminal');
  switch (format) {
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`;
    case 'sarif':
      return gateSarif(result, context.version);
    case 'junit':
      return gateJunit(result);
    case 'markdown':
      return gateMarkdown(result);
    case 'codequality':
      return gitlabCodeQuality(problemsOf(result));
    case 'terminal': {
      const hasColour =
        context.terminal.hasColour && !options.isOn('plain') && options.text('output') === undefined;
      return gateTerminal(result, hasColour ? ansiPalette : plainPalette);
    }
  }
}

/** Problems that belong to a file: what a CI shows beside the code. Those of no file stand at the manifest. */
export const problemsOf = ({ steps }: GateResult): readonly Problem[] =>
  steps
    .filter(({ status }) => status !== 'skipped')
    .flatMap(({ id, title, problems, status, found, todo }) => {
      const own = problems.map(({ text, severity, path, line }): Problem => ({
        rule: `gate/${id}`,
        title,
        severity,
        text,
        fix: todo,
        path: path ?? 'launch.yaml',
        line: line ?? 1,
      }));
      const isUntold = own.length === 0 && status === 'fail';
      return isUntold
        ? [
            {
              rule: `gate/${id}`,
              title,
              severity: 'high' as const,
              text: found,
              fix: todo,
              path: 'launch.yaml',
              line: 1,
            },
          ]
        : own;
    })
    .toSorted(worstFirst);

const unknownOf = ({ steps }: GateResult): readonly string[] =>
  steps.filter(({ status }) => status === 'unknown').map(({ title, found }) => `${title}: ${found}`);

export const gateSarif = (result: GateResult, version: string): string =>
  problemSarif({ version, problems: problemsOf(result), notLookedAt: unknownOf(result) });

export const gateJunit = (result: GateResult): string =>
  junitFile(
    'launch-ready gate',
    result.steps.map(({ id, title, status, found, todo, problems, tookMs }) => ({
      name: title,
      group: `gate.${id}`,
      tookMs,
      outcome:
        status === 'pass' ? ('pass' as const) : status === 'fail' ? ('fail' as const) : ('skipped' as const),
      message: status === 'unknown' ? `unknown: ${found}` : found,
      body: [
        found,
        todo ?? '',
        ...problems
          .slice(0, 50)
          .map(({ text, path, line }) => `${path ?? ''}${line === null ? '' : `:${line}`} ${text}`),
      ].join('\n'),
    })),
    result.tookMs,
  );

const words: Readonly<Record<GateStatus, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  unknown: 'unknown',
  skipped: 'skipped',
};

/** One table: for a job summary or a comment. */
export const gateMarkdown = ({ headline, steps, commit, environment }: GateResult): string =>
  [
    `### ${cell(headline)}`,
    '',
    `Environment ${cell(environment)}${commit === null ? '' : `, commit ${commit.slice(0, 10)}`}`,
    '',
    '| Step | Result | Found |',
    '| --- | --- | --- |',
    ...steps.map(
      ({ title, status, found, todo }) =>
        `| ${cell(title)} | ${words[status]} | ${cell(found)}${status === 'pass' || status === 'skipped' || todo === null ? '' : ` ${cell(todo)}`} |`,
    ),
    '',
  ].join('\n');

const cell = (text: string): string =>
  inertLine(text).replaceAll('|', '\\|').replaceAll('<', '&lt;').slice(0, 400);

const maxProblems = 5;

function gateTerminal(
  { headline, verdict, steps, environment, commit, branch }: GateResult,
  palette: Palette,
): string {
  const paint = verdict === 'pass' ? palette.ok : verdict === 'fail' ? palette.bad : palette.warn;
  const about = [
    `environment ${environment}`,
    ...(branch === null ? [] : [`branch ${branch}`]),
    ...(commit === null ? [] : [commit.slice(0, 10)]),
  ].join(', ');
  const next = verdict === 'pass' ? [`Next: ${palette.command('launch-ready deploy')}`, ''] : [];
  return [
    paint(inertLine(headline)),
    palette.muted(inertLine(about)),
    '',
    ...steps.flatMap((step) => stepLines(step, palette)),
    '',
    ...next,
  ].join('\n');
}

function stepLines(
  { title, status, found, todo, problems, evidence }: GateStep,
  palette: Palette,
): readonly string[] {
  const paint = { pass: palette.ok, fail: palette.bad, unknown: palette.warn, skipped: palette.muted }[
    status
  ];
  const shown =
    status === 'fail'
      ? problems
          .slice(0, maxProblems)
          .map(
            ({ text, path, line }) =>
              `           ${palette.muted(path === null ? '' : `${path}:${line ?? 1}`)} ${inertLine(text)}`,
          )
      : [];
  const more =
    status === 'fail' && problems.length > maxProblems
      ? [palette.muted(`           … and ${problems.length - maxProblems} more, all in --json`)]
      : [];
  const said =
    status === 'fail'
      ? evidence
          .flatMap((each) => (each.kind === 'lines' ? each.lines.slice(-6) : []))
          .map((line) => `           ${palette.muted(`| ${inertLine(line)}`)}`)
      : [];
  const advice =
    todo === null || status === 'pass' || status === 'skipped'
      ? []
      : [`           ${palette.muted(inertLine(todo))}`];
  return [
    `${paint(words[status].padEnd(8))}  ${palette.strong(title)}: ${inertLine(found)}`,
    ...shown,
    ...more,
    ...said,
    ...advice,
  ];
}
