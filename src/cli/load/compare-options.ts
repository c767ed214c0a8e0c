import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';
import { arrivalOptions, printOptions } from './options.ts';

export const compareOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  { flags: '--rounds <count>', about: 'with addresses: rounds of each version, 6 to 16', default: '8' },
  { flags: '--tolerance <percent>', about: 'a smaller change of the p95 is none', default: '15' },
  // The base is an argument here.
  ...arrivalOptions.filter(({ flags }) => !flags.startsWith('--base')),
  ...printOptions,
  ...networkOptions,
];
