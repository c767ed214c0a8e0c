import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const failOnOption = {
  flags: '--fail-on <severity>',
  about: 'exit 1 at or above',
  choices: ['blocker', 'high', 'medium', 'low', 'never'],
};

export const gateFormats = ['terminal', 'json', 'sarif', 'junit', 'markdown', 'codequality'] as const;
export const gateStepIds = [
  'env',
  'secrets',
  'lockfile',
  'dependencies',
  'migrations',
  'build',
  'domain',
  'budgets',
] as const;

export const gateOptions: readonly OptionSpec[] = [
  { flags: '--manifest <file>', about: 'launch.yaml; default: the one in this folder' },
  {
    flags: '--environment <name=source>',
    about:
      'what is released, and where its variables are read: production=vercel, production=process, production=file:.env.production',
    default: 'production',
  },
  {
    flags: '--skip <step>',
    about: `leave a step out, told as skipped: ${gateStepIds.join(', ')}`,
    isRepeatable: true,
  },
  { flags: '--after', about: 'after the release: also look at the live domain' },
  { flags: '--report <file>', about: 'saved report whose budgets must be held (launch-ready audit --json)' },
  { flags: '--format <kind>', about: 'what to print', choices: [...gateFormats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { flags: '--sarif <file>', about: 'write SARIF there as well' },
  { flags: '--junit <file>', about: 'write JUnit there as well' },
  { flags: '--codequality <file>', about: 'write GitLab’s Code Quality report there as well' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
  ...networkOptions,
];
