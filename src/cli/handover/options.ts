import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';
import { serverOptions } from '../serve/options.ts';

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

export const closeOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  {
    flags: '--key <reference>',
    about: 'another key that must be dead, as env:NAME or file:path; its vendor is asked',
    isRepeatable: true,
  },
  ...serverOptions.map((option) =>
    option.flags.startsWith('--server')
      ? { ...option, about: 'our running server, whose token must be dead too' }
      : option,
  ),
  ...networkOptions,
  { flags: '--json', about: 'machine-readable answers' },
];
