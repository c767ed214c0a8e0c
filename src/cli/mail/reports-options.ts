import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const reportsFormats = ['terminal', 'json', 'md', 'html'] as const;
export type ReportsFormat = (typeof reportsFormats)[number];

export const reportsOptions: readonly OptionSpec[] = [
  {
    flags: '--imap <url>',
    about: 'also this mailbox: imaps://user@host[:port][/folder]; imap:// is upgraded by STARTTLS',
  },
  { flags: '--password <ref>', about: 'its password, as env:NAME or file:path' },
  { flags: '--inbox <id>', about: 'also this inbox of launch.yaml', isRepeatable: true },
  {
    flags: '--folder <name>',
    about: 'read this folder of the mailbox; default: inbox and spam',
    isRepeatable: true,
  },
  { flags: '--days <number>', about: 'only mails of so many days from mailboxes' },
  { flags: '--domain <name>', about: 'only reports about this domain' },
  {
    flags: '--not-ours <source>',
    about: 'a source that does not send for you, as the list names it',
    isRepeatable: true,
  },
  { flags: '--record <text>', about: 'start from this DMARC record instead of the published one' },
  { flags: '--report-address <address>', about: 'where reports should go, when the record names no address' },
  { flags: '--offline', about: 'ask no DNS: names and the record come from the reports alone' },
  { flags: '--show-addresses', about: 'whole mail addresses of failure reports, which are personal data' },
  { flags: '--manifest <file>', about: 'the manifest to read', default: 'launch.yaml' },
  { flags: '--format <kind>', about: 'what to print', choices: [...reportsFormats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { flags: '--verbose', about: 'also every address, every reporter, everything refused' },
  { flags: '--plain', about: 'no colour, no progress' },
  { flags: '--quiet', about: 'no progress' },
  ...networkOptions,
];
