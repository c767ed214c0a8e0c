import { markdownTable } from '../../protocols/env/writing/table.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';
import { junitFile } from '../gate/problem-junit.ts';
import { problemSarif } from '../gate/problem-sarif.ts';
import type { EnvDocument } from './document.ts';
import { envFormats } from './options.ts';
import { renderEnvTerminal } from './render-terminal.ts';

export function renderEnv(document: EnvDocument, context: CommandContext, options: ParsedOptions): string {
  const format = options.isOn('json')
    ? 'json'
    : (envFormats.find((each) => each === options.text('format')) ?? 'terminal');
  switch (format) {
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
    case 'markdown':
      return `${envMarkdown(document)}\n`;
    case 'sarif':
      return problemSarif({
        version: context.version,
        problems: document.problems,
        notLookedAt: document.notLookedAt,
      });
    case 'junit':
      return envJunit(document);
    case 'terminal': {
      const hasColour =
        context.terminal.hasColour && !options.isOn('plain') && options.text('output') === undefined;
      return renderEnvTerminal(document, hasColour ? ansiPalette : plainPalette, options.isOn('all'));
    }
  }
}

export function envMarkdown({ variables, environments }: EnvDocument): string {
  const shown = variables.filter(({ isRead, isDeclared }) => isRead || isDeclared);
  const cells = new Map(shown.map((each) => [each.name, each.environments]));
  return markdownTable(
    shown,
    cells,
    environments.map(({ name }) => name),
  );
}

/** One case per variable somebody has to set. */
function envJunit({ variables, problems, notLookedAt, totals }: EnvDocument): string {
  const shown = variables.filter(
    ({ isRead, isDeclared, providedBy }) => (isRead || isDeclared) && providedBy === null,
  );
  const cases = shown.map(({ name, uses, environments }) => {
    const own = problems.filter(({ text, severity }) => text.startsWith(`${name} `) && severity !== 'low');
    const isUnknown = own.length === 0 && environments.some(({ state }) => state === 'unknown');
    return {
      name,
      group: 'env',
      outcome: own.length > 0 ? ('fail' as const) : isUnknown ? ('skipped' as const) : ('pass' as const),
      message: own[0]?.text ?? 'an environment could not be read',
      body: own.map(({ text, path, line }) => `${text} (${path}:${line})`).join('\n'),
      ...(uses[0] === undefined ? {} : { file: uses[0].path }),
    };
  });
  const gaps = notLookedAt.map((text, index) => ({
    name: `not looked at ${index + 1}`,
    group: 'env',
    outcome: 'skipped' as const,
    message: text,
    body: '',
  }));
  return junitFile('launch-ready env', [...cases, ...gaps], totals.tookMs);
}
