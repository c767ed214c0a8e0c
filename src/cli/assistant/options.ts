import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const assistantOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  { flags: '--only <id>', about: 'only this scenario or category', isRepeatable: true },
  { flags: '--repeat <times>', about: 'talks of each scenario, the worst counts: 1 to 5', default: '2' },
  { flags: '--plants', about: 'print the texts to plant for assistant.planted instead' },
  { flags: '--json', about: 'everything as JSON, with the talks' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { flags: '--verbose', about: 'the talks of what failed in full' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
  ...networkOptions,
];
