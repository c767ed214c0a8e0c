import type { OptionSpec } from '../command.ts';
import { failOnOption } from '../gate/problem.ts';

export const logsOptions: readonly OptionSpec[] = [
  { flags: '--json', about: 'everything as JSON' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { ...failOnOption, default: 'medium' },
  { flags: '--plain', about: 'no colour' },
];
