import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';
import { serverOptions, storeOptions } from '../serve/options.ts';

export const watchOptions: readonly OptionSpec[] = [
  { flags: '--manifest <file>', about: 'default: launch.yaml in this folder' },
  ...storeOptions,
  ...serverOptions,
  ...networkOptions,
  { flags: '--json', about: 'the difference as JSON' },
];
