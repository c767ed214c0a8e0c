import type { EnvVariable } from '../inventory.ts';
import type { EnvCell } from '../judge.ts';

/** The inventory as a Markdown table: for a README or the handover. */
export function markdownTable(
  variables: readonly EnvVariable[],
  cells: ReadonlyMap<string, readonly EnvCell[]>,
  environments: readonly string[],
): string {
  const head = ['Variable', 'Needed', 'For', 'Owner', 'Secret', 'Browser', 'First use', ...environments];
  const rows = variables.map((variable) => [
    `\`${variable.name}\``,
    variable.isRequired ? 'yes' : variable.fallback === null ? 'no' : `no (\`${variable.fallback}\`)`,
    variable.purpose ?? '',
    variable.owner ?? '',
    variable.isSecret ? 'yes' : '',
    variable.isPublic ? 'yes' : '',
    firstUse(variable),
    ...(cells.get(variable.name) ?? []).map(({ state }) => state),
  ]);
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

const firstUse = ({ uses }: EnvVariable): string => {
  const use = uses.find(({ role }) => role === 'read') ?? uses[0];
  return use === undefined ? 'launch.yaml' : `${use.path}:${use.line}`;
};
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 160);
