import type { Metadata } from './metadata.ts';
import { generated, markdownTable } from './text.ts';

type CommandEntry = Metadata['commands'][number];

const exitCodes = markdownTable(
  ['code', 'meaning'],
  [
    ['0', 'ready: nothing at or above `--fail-on`'],
    ['1', 'findings at or above `--fail-on`'],
    ['2', 'usage or manifest: the message says where and what to do'],
    ['3', 'could not look: nothing could be decided'],
    ['70', 'a bug in launch-ready'],
    ['130', 'interrupted'],
  ],
);

export function commandPage({ commands }: Metadata): string {
  return `${generated('Commands')}\n## Exit codes\n\n${exitCodes}\n\n${commands.map(section).join('\n')}`;
}

function section({ id, definition }: CommandEntry): string {
  const name = id.replaceAll('/', ' ');
  const rows = [
    ...definition.arguments.map((each) => [`\`${each.name}\``, each.about, '']),
    ...definition.options.map((each) => [
      `\`${each.flags}\``,
      each.choices === undefined ? each.about : `${each.about}: ${each.choices.join(', ')}`,
      each.default ?? '',
    ]),
  ];
  const examples = definition.examples.map((each) => `- \`${each.line}\`: ${each.about}`).join('\n');
  const table =
    rows.length === 0 ? '' : `${markdownTable(['argument or option', 'meaning', 'default'], rows)}\n`;
  const serves = `Serves ${definition.requirements.join(', ')}.`;
  return `## launch-ready ${name}\n\n${definition.summary}.\n\n${definition.details}\n\n${serves}\n\n${table}\n${examples}\n`;
}
