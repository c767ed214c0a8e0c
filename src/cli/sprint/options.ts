import { auditOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';

/** The sprint looks at the whole product, with the bar of its manifest, or judges saved facts. */
const lookOptions: readonly OptionSpec[] = auditOptions.filter(
  ({ flags }) => !/^--(format|json|output|html|fail-on|verbose|save|only|stage|at)\b/.test(flags),
);

export const sprintOptions: readonly OptionSpec[] = [
  ...lookOptions,
  { flags: '--restart', about: 'begin anew: what is found now is the plan' },
  { flags: '--json', about: 'print the sprint as JSON' },
];

export const sprintReportOptions: readonly OptionSpec[] = [
  ...lookOptions,
  { flags: '--format <kind>', about: 'what to print', choices: ['md', 'html', 'json'], default: 'md' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
];
