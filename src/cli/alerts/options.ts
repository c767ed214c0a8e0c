import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';
import { serverOptions } from '../serve/options.ts';

export const alertOptions: readonly OptionSpec[] = [
  { flags: '--manifest <file>', about: 'default: launch.yaml in this folder' },
  ...serverOptions,
  ...networkOptions,
  { flags: '--json', about: 'the answers as JSON' },
];
