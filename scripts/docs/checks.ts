import { exampleReproduce } from '../../src/cli/explain/run.ts';
import { tokenOf } from '../../src/model/need.ts';
import type { Metadata } from './metadata.ts';
import { generated, markdownTable } from './text.ts';

type CheckEntry = Metadata['checks'][number];

/** An index and one page per theme. */
export function checkPages({ checks }: Metadata): readonly (readonly [string, string])[] {
  const themes = [...new Set(checks.map((each) => themeOf(each)))];
  const pages = themes.map((theme): readonly [string, string] => {
    const own = checks.filter((each) => themeOf(each) === theme);
    return [`checks/${theme}.md`, `${generated(`Checks: ${theme}`)}\n${own.map(section).join('\n')}`];
  });
  return [['checks.md', index(checks)], ...pages];
}

const themeOf = (each: CheckEntry): string => each.id.split('/')[0] ?? each.id;

function index(checks: readonly CheckEntry[]): string {
  const rows = checks.map((each) => [
    `[${each.id}](checks/${themeOf(each)}.md#${anchor(each.id)})`,
    each.definition.title,
    each.definition.severity,
    each.definition.impact,
    each.definition.requirements.join(' '),
  ]);
  return `${generated('Checks')}\n${checks.length} checks.\n\n${markdownTable(['id', 'passes when', 'severity', 'costs', 'serves'], rows)}\n`;
}

const anchor = (id: string): string => id.replaceAll('/', '');

function section(each: CheckEntry): string {
  const { id, definition } = each;
  const facts = Object.values(definition.needs).map((need) => `\`${tokenOf(need).id}\``);
  return [
    `## ${id}`,
    '',
    `${definition.title}. When it fails: **${definition.failingTitle}** (${definition.severity}, ${definition.impact}).`,
    '',
    `- Why it matters: ${definition.why}`,
    `- What to do: ${definition.fix} About ${definition.effortMinutes} minutes.`,
    `- Judged for each ${definition.target}, from ${facts.join(', ') || 'the manifest'}.`,
    `- Sources: ${definition.sources.map((source) => `[${source.label}](${source.url})`).join(', ')}`,
    `- Serves ${definition.requirements.join(', ')}, stage ${definition.stage}.`,
    `- See it yourself: \`${exampleReproduce(each).replaceAll('`', "'")}\``,
    '',
  ].join('\n');
}
