import { plural } from '../../model/words.ts';
import { inertLine } from '../../report/inert.ts';
import type { Palette } from '../../report/terminal/palette.ts';
import type { Problem } from '../gate/problem.ts';
import type { EnvDocument } from './document.ts';

const maxProblems = 40;

/** Answer first: what is wrong, then the table, then what was not looked at and the next command. */
export function renderEnvTerminal(document: EnvDocument, palette: Palette, isAll: boolean): string {
  return [
    headline(document, palette),
    '',
    ...problemLines(document.problems, palette),
    ...tableLines(document, { palette, isAll }),
    ...gapLines(document, palette),
    nextLine(document, palette),
    '',
  ].join('\n');
}

function headline({ totals, problems, environments }: EnvDocument, palette: Palette): string {
  const counted = `${plural(totals.variables, 'variable')}, ${totals.required} of them required, in ${plural(totals.files, 'file')}`;
  const bad = problems.filter(({ severity }) => severity === 'blocker' || severity === 'high').length;
  if (bad > 0) return palette.bad(`${plural(bad, 'problem')} to fix before launch.`) + ` ${counted}.`;
  const isProductionKnown = environments.some(({ kind, gap }) => kind === 'production' && gap === null);
  if (!isProductionKnown) return palette.warn('Production was not looked at.') + ` ${counted}.`;
  return palette.ok('Nothing is missing.') + ` ${counted}.`;
}

function problemLines(problems: readonly Problem[], palette: Palette): readonly string[] {
  const shown = problems.slice(0, maxProblems).map(({ severity, text, path, line }) => {
    const mark =
      severity === 'blocker' || severity === 'high'
        ? palette.bad(severity.padEnd(7))
        : palette.warn(severity.padEnd(7));
    return `${mark} ${inertLine(text)}  ${palette.muted(`${path}:${line}`)}`;
  });
  const more =
    problems.length > maxProblems
      ? [palette.muted(`… and ${problems.length - maxProblems} more, all in --json`)]
      : [];
  return shown.length === 0 ? [] : [...shown, ...more, ''];
}

function tableLines(
  { variables, environments }: EnvDocument,
  { palette, isAll }: { readonly palette: Palette; readonly isAll: boolean },
): readonly string[] {
  const shown = variables.filter(
    ({ isRead, isDeclared, providedBy }) => isAll || ((isRead || isDeclared) && providedBy === null),
  );
  const rows = shown.map((variable) => [
    variable.name,
    variable.isRequired ? 'required' : 'optional',
    [variable.isSecret ? 'secret' : '', variable.isPublic ? 'browser' : '']
      .filter((each) => each !== '')
      .join(' '),
    ...variable.environments.map(({ state }) => state),
    placeText(variable),
  ]);
  const head = ['Variable', 'Needed', '', ...environments.map(({ name }) => name), 'First use'];
  const all = [head, ...rows];
  const widths = head.map((_each, column) =>
    Math.min(48, Math.max(...all.map((row) => (row[column] ?? '').length))),
  );
  const lines = all.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [palette.strong(lines[0] ?? ''), ...lines.slice(1).map(inertLine), ''];
}

const placeText = ({ uses }: EnvDocument['variables'][number]): string => {
  const place = uses.find(({ role }) => role === 'read') ?? uses[0];
  return place === undefined ? 'launch.yaml' : `${place.path}:${place.line}`;
};

function gapLines({ dynamic, notLookedAt }: EnvDocument, palette: Palette): readonly string[] {
  const made = dynamic
    .slice(0, 8)
    .map(({ path, line, expression }) => `  ${path}:${line}  ${inertLine(expression)}`);
  return [
    ...(dynamic.length === 0
      ? []
      : [
          palette.warn(
            `${plural(dynamic.length, 'read')} whose name is made at run time, so it cannot be listed:`,
          ),
          ...made,
          '',
        ]),
    ...(notLookedAt.length === 0
      ? []
      : [
          palette.warn('Not looked at:'),
          ...notLookedAt.slice(0, 8).map((text) => `  ${inertLine(text)}`),
          '',
        ]),
  ];
}

function nextLine({ environments, problems }: EnvDocument, palette: Palette): string {
  if (!environments.some(({ kind }) => kind === 'production'))
    return `Next: ${palette.command('launch-ready env --environment production=<source>')} (vercel, netlify, fly:<app>, file:<path>, process …)`;
  return problems.some(({ rule }) => rule === 'env/undocumented')
    ? `Next: ${palette.command('launch-ready env --write-example .env.example')}`
    : `Next: ${palette.command('launch-ready gate')}`;
}
