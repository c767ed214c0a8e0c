import type { OptionSpec } from '../command.ts';
import { failOnOption } from '../gate/options.ts';

export const migrationFormats = ['terminal', 'json', 'sarif', 'junit'] as const;

export const migrationOptions: readonly OptionSpec[] = [
  {
    flags: '--folder <path>',
    about: 'where the migrations are; default: repository.migrations of launch.yaml, else recognised',
  },
  { flags: '--since <id>', about: 'only those after this one: what the next release brings' },
  { flags: '--rehearse', about: 'try them on a throw-away PostgreSQL started from what is installed here' },
  { flags: '--on <reference>', about: 'try them on this empty database instead: env:NAME or file:path' },
  {
    flags: '--copy <reference>',
    about:
      'apply the pending ones to this copy of production; measure how long tables are locked and others wait',
  },
  {
    flags: '--command <command>',
    about: 'the tool’s own command, for migrations that are no SQL; gets DATABASE_URL of the throw-away',
  },
  {
    flags: '--compare <reference>',
    about: 'with --copy or --on: also compare the schema with this database',
  },
  { flags: '--manifest <file>', about: 'launch.yaml; default: the one in the folder' },
  { flags: '--format <kind>', about: 'what to print', choices: [...migrationFormats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { ...failOnOption, default: 'high' },
  { flags: '--plain', about: 'no colour' },
];
