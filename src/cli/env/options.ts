import type { OptionSpec } from '../command.ts';
import { failOnOption } from '../gate/options.ts';
import { networkOptions } from '../network-options.ts';

export const envFormats = ['terminal', 'json', 'markdown', 'sarif', 'junit'] as const;

export const envOptions: readonly OptionSpec[] = [
  {
    flags: '--environment <name=source>',
    about:
      'what an environment gives: production=vercel, staging=file:.env.staging, production=process; also netlify, fly:<app>, render:<service>, railway, heroku:<app>, github, gitlab:<project>',
    isRepeatable: true,
  },
  {
    flags: '--manifest <file>',
    about: 'launch.yaml with purposes and owners; default: the one in the folder',
  },
  { flags: '--all', about: 'also variables that are only set or declared, and those the runtime provides' },
  { flags: '--check-addresses', about: 'ask DNS whether the hosts in production values exist' },
  {
    flags: '--write-example <file>',
    about: 'write a .env.example with every variable, no values of secrets',
  },
  {
    flags: '--write-loader <file>',
    about: 'write a typed TypeScript loader that checks everything at start',
  },
  { flags: '--write-table <file>', about: 'write the inventory as a Markdown table' },
  { flags: '--format <kind>', about: 'what to print', choices: [...envFormats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { ...failOnOption, default: 'medium' },
  { flags: '--plain', about: 'no colour' },
  ...networkOptions,
];
