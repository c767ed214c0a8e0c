import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';
import { arrivalOptions, printOptions } from './options.ts';

export const growthOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  { flags: '--seed <command>', about: 'makes the data; {size} in it is replaced, LAUNCH_READY_SIZE is set' },
  { flags: '--sizes <list>', about: 'four to twelve rising sizes', default: '100,200,500,1000' },
  ...arrivalOptions,
  ...printOptions,
  ...networkOptions,
];
