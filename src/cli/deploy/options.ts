import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';
import { serverOptions } from '../serve/options.ts';
import { walkingOptions } from '../smoke/options.ts';

/** Shared by `deploy` and `deploy rehearse-rollback`. */
export const releaseOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  {
    flags: '--release <name>',
    about: 'what the new release calls itself at deploy.versionUrl; default: the commit checked out',
  },
  {
    flags: '--environment <name=source>',
    about: 'where it is released, and where the gate reads its variables: production=vercel',
    default: 'production',
  },
  { flags: '--visible-within <time>', about: 'the new release must be seen within', default: '2m' },
  { flags: '--command-timeout <time>', about: 'limit of each of your commands', default: '15m' },
  ...walkingOptions,
];

export const answerOptions: readonly OptionSpec[] = [
  { flags: '--json', about: 'print the whole report as JSON' },
  { flags: '--plain', about: 'no colour' },
  { flags: '--quiet', about: 'no progress, no output of your commands' },
  ...networkOptions,
];

export const deployOptions: readonly OptionSpec[] = [
  ...releaseOptions,
  { flags: '--watch <time>', about: 'watch the release this long; default: deploy.watch of launch.yaml' },
  { flags: '--skip <step>', about: 'leave a step of the gate out, told as skipped', isRepeatable: true },
  { flags: '--skip-gate', about: 'release without the gate; the report says so' },
  ...serverOptions.map((option) =>
    option.flags.startsWith('--server')
      ? {
          ...option,
          about:
            'a running server that is told of the release and asked what it sees; default: deploy.server, LAUNCH_READY_SERVER',
        }
      : option,
  ),
  { flags: '--resume', about: 'go on with the deploy that was interrupted' },
  { flags: '--roll-back', about: 'take the last deploy back' },
  ...answerOptions,
];

export const rehearsalOptions: readonly OptionSpec[] = [
  ...releaseOptions,
  { flags: '--yes', about: 'do not ask for the domain’s name before production is changed' },
  ...answerOptions,
];
