import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';
import { serverOptions, storeOptions } from '../serve/options.ts';

export const markOptions: readonly OptionSpec[] = [
  { flags: '--environment <name>', about: 'where it went', default: 'production' },
  { flags: '--by <who>', about: 'who released it' },
  { flags: '--url <url>', about: 'the build or the change' },
  { flags: '--note <text>', about: 'one sentence' },
  ...storeOptions,
  ...serverOptions,
  ...networkOptions,
  { flags: '--json', about: 'the marker as JSON' },
];
