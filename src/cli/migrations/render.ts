import { plural } from '../../model/words.ts';
import { blockingModes } from '../../protocols/sql/rule.ts';
import { inertLine } from '../../report/inert.ts';
import { ansiPalette, plainPalette, type Palette } from '../../report/terminal/palette.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { junitFile } from '../gate/problem-junit.ts';
import { problemSarif } from '../gate/problem-sarif.ts';
import type { MigrationsDocument } from './document.ts';
import { migrationFormats } from './options.ts';
import type { Trial } from './trial.ts';

export function renderMigrations(
  document: MigrationsDocument,
  context: CommandContext,
  options: ParsedOptions,
): string {
  const format = options.isOn('json')
    ? 'json'
    : (migrationFormats.find((each) => each === options.text('format')) ?? 'terminal');
  switch (format) {
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
    case 'sarif':
      return problemSarif({
        version: context.version,
        problems: document.problems,
        notLookedAt: document.notLookedAt,
      });
    case 'junit':
      return junit(document);
    case 'terminal': {
      const hasColour =
        context.terminal.hasColour && !options.isOn('plain') && options.text('output') === undefined;
      return terminal(document, hasColour ? ansiPalette : plainPalette);
    }
  }
}

function junit({ migrations, problems, notLookedAt, totals }: MigrationsDocument): string {
  const cases = migrations.map(({ id, path }) => {
    const own = problems.filter((each) => each.path === path && each.severity !== 'low');
    const isUnread = own.length === 0 && notLookedAt.some((text) => text.startsWith(path));
    return {
      name: id,
      group: 'migrations',
      file: path,
      outcome: own.length > 0 ? ('fail' as const) : isUnread ? ('skipped' as const) : ('pass' as const),
      message: own[0]?.text ?? 'it could not be read wholly',
      body: own
        .map(({ text, line, fix }) => `${path}:${line} ${text}${fix === null ? '' : `\n${fix}`}`)
        .join('\n'),
    };
  });
  return junitFile('launch-ready migrations', cases, totals.tookMs);
}

const maxProblems = 60;

function terminal(document: MigrationsDocument, palette: Palette): string {
  const { problems, totals, notLookedAt, trial } = document;
  const bad = problems.filter(({ severity }) => severity === 'blocker' || severity === 'high').length;
  const counted = `${plural(totals.judged, 'migration')}, ${plural(totals.statements, 'statement')}`;
  const head =
    totals.migrations === 0
      ? palette.warn('No migrations were found here.')
      : bad > 0
        ? `${palette.bad(`${plural(bad, 'problem')} to solve before release.`)} ${counted}.`
        : `${palette.ok('Nothing dangerous was found.')} ${counted}.`;
  const shown = problems.slice(0, maxProblems).flatMap(({ severity, rule, text, fix, path, line }) => {
    const mark =
      severity === 'blocker' || severity === 'high'
        ? palette.bad(severity.padEnd(7))
        : palette.warn(severity.padEnd(7));
    return [
      `${mark} ${palette.strong(`${path}:${line}`)}  ${inertLine(text)}`,
      `        ${palette.muted(rule)}${fix === null ? '' : `  ${inertLine(fix)}`}`,
    ];
  });
  const more =
    problems.length > maxProblems
      ? [palette.muted(`… and ${problems.length - maxProblems} more, all in --json`)]
      : [];
  const gaps =
    notLookedAt.length === 0
      ? []
      : [
          '',
          palette.warn('Not looked at:'),
          ...notLookedAt.slice(0, 10).map((text) => `  ${inertLine(text)}`),
        ];
  const next =
    trial === null && totals.migrations > 0
      ? ['', `Next: ${palette.command('launch-ready migrations --rehearse')}`]
      : [];
  return [
    head,
    ...(shown.length === 0 ? [] : ['', ...shown, ...more]),
    ...trialLines(trial, palette),
    ...gaps,
    ...next,
    '',
  ].join('\n');
}

function trialLines(trial: Trial | null, palette: Palette): readonly string[] {
  if (trial === null || trial.on === null) return [];
  const name =
    trial.on === 'throw-away'
      ? 'a throw-away PostgreSQL'
      : trial.on === 'copy'
        ? 'the copy, PostgreSQL'
        : 'the given PostgreSQL';
  const rows = trial.migrations.map(({ id, outcome, tookMs, lockedMs, locks, rewritten, blocked, back }) => {
    const locked = locks
      .filter(({ mode }) => blockingModes.includes(mode))
      .map(({ table, mode }) => `${table} ${mode}`);
    const parts = [
      `${tookMs.toFixed(0)} ms`,
      ...(locked.length === 0 ? [] : [`locked ${lockedMs.toFixed(0)} ms: ${locked.slice(0, 4).join(', ')}`]),
      ...(rewritten.length === 0 ? [] : [`rewrote ${rewritten.slice(0, 4).join(', ')}`]),
      ...(blocked === null || blocked.statements === 0
        ? []
        : [`a visitor waited ${blocked.longestMs.toFixed(0)} ms`]),
      back === null ? 'no way back tried' : `back: ${back.outcome}`,
    ];
    return `  ${outcome === 'applied' ? palette.ok('applied') : palette.bad(outcome.padEnd(7))}  ${inertLine(id)}  ${palette.muted(inertLine(parts.join('; ')))}`;
  });
  const command =
    trial.command === null ? [] : [`  the command ended with ${trial.command.exitCode ?? 'a signal'}`];
  return [
    '',
    palette.strong(`Tried on ${name} ${trial.version ?? ''}`.trim()),
    ...rows.slice(-40),
    ...command,
  ];
}
