import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { printOptions } from '../load/options.ts';
import { networkOptions } from '../network-options.ts';

export const dbOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  {
    flags: '--database <reference>',
    about:
      'the address of the database in env:NAME or file:path; default: the first PostgreSQL or MySQL of launch.yaml',
  },
  { flags: '--base <url>', about: 'ask there instead of the declared hosts: staging, or this machine' },
  {
    flags: '--header <name=reference>',
    about: 'sent with every request; the value stands in env:NAME or file:path',
    isRepeatable: true,
  },
  {
    flags: '--journey <id>',
    about: 'walk this journey as well, step by step (it writes its test data)',
    isRepeatable: true,
  },
  {
    flags: '--copy <reference>',
    about: 'a copy of the database in which proposed indexes are built and measured',
  },
  { flags: '--throw-away', about: 'make such a copy here with pg_dump, and throw it away afterwards' },
  { flags: '--pool <count>', about: 'connections that all instances of the product may open together' },
  {
    flags: '--fail-on <severity>',
    about: 'exit 1 at or above',
    choices: ['high', 'medium', 'low', 'never'],
    default: 'medium',
  },
  ...printOptions,
  ...networkOptions,
];
