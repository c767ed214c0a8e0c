import { manifestOptions } from '../../audit/options.ts';
import type { OptionSpec } from '../../command.ts';
import { networkOptions } from '../../network-options.ts';

export const testFormats = ['terminal', 'json', 'md', 'html'] as const;
export type TestFormat = (typeof testFormats)[number];

export const testOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  { flags: '--inbox <id>', about: 'only this inbox; default: all declared', isRepeatable: true },
  {
    flags: '--active',
    about: 'also try one-click unsubscribe for real (you own this product; the test address is unsubscribed)',
  },
  {
    flags: '--wait <seconds>',
    about: 'how long a mail is waited for; default: twice the profile’s limit, 60 to 300',
  },
  { flags: '--no-pictures', about: 'no screenshots at 390 and 1280 px (they need an installed Chromium)' },
  {
    flags: '--listen <address>',
    about: 'address our own mail server listens on for inboxes of kind sink; default: 127.0.0.1',
  },
  {
    flags: '--relay <address>',
    about: 'a mail server that passes mails on to our sink and whose XCLIENT is believed',
    isRepeatable: true,
  },
  { flags: '--certificate <file>', about: 'PEM certificate with which our sink offers STARTTLS' },
  { flags: '--key <file>', about: 'its private key' },
  { flags: '--show-addresses', about: 'whole recipient addresses, which are personal data' },
  { flags: '--format <kind>', about: 'what to print', choices: [...testFormats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { flags: '--html <file>', about: 'write the HTML page with the screenshots there as well' },
  { flags: '--verbose', about: 'everything proven, not only what needs work' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
  ...networkOptions,
];
