import type { OptionSpec } from '../command.ts';
import { failOnOption } from '../gate/options.ts';

export const logsOptions: readonly OptionSpec[] = [
  {
    flags: '--summary',
    about:
      'a summary in sentences; textModel of launch.yaml, where there is one, drafts another of scrubbed findings',
  },
  { flags: '--manifest <file>', about: 'whose textModel is asked', default: 'launch.yaml' },
  { flags: '--json', about: 'everything as JSON' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { ...failOnOption, default: 'medium' },
  { flags: '--plain', about: 'no colour' },
];
