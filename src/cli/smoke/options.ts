import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const smokeFormats = ['terminal', 'json', 'junit'] as const;
export type SmokeFormat = (typeof smokeFormats)[number];

/** Shared by every command that walks journeys. */
export const walkingOptions: readonly OptionSpec[] = [
  {
    flags: '--base <url>',
    about: 'walk there instead of the declared hosts: staging, or a release not public yet',
  },
  {
    flags: '--mailbox <url>',
    about:
      'look for mails in this HTTP mailbox (Mailpit, or the demo internet) instead of the declared inboxes',
  },
  { flags: '--at-once <count>', about: 'journeys at the same time, 1 to 16', default: '3' },
];

export const smokeOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  ...walkingOptions,
  { flags: '--templates', about: 'print ready journeys for the profile and stop' },
  { flags: '--format <kind>', about: 'what to print', choices: [...smokeFormats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { flags: '--verbose', about: 'every step of every journey, with the phases of its requests' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
  ...networkOptions,
];
