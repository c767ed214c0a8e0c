import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const answersFile = 'handover.yaml';
export const packFolder = 'handover';

export const answersOption: OptionSpec = {
  flags: '--answers <file>',
  about: `what the owner answered; default: ${answersFile} beside the manifest`,
};
export const folderOption: OptionSpec = {
  flags: '--folder <folder>',
  about: `where the pack is; default: ${packFolder} in this folder`,
};

/** Everything that is needed to look at the product again. */
export const lookOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  answersOption,
  { flags: '--from <file>', about: 'judge saved facts instead of looking' },
  { flags: '--timeout <seconds>', about: 'limit of the look', default: '60' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
  ...networkOptions,
];
