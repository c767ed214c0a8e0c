import { exportForms } from '../../providers/export/forms.ts';
import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { walkingOptions } from '../smoke/options.ts';
import { networkOptions } from '../network-options.ts';

export const fixFolder = '.launch-ready/fixes';

export const folderOption: OptionSpec = {
  flags: '--folder <path>',
  about: 'where plans, snapshots and journals are kept',
  default: fixFolder,
};
export const jsonOption: OptionSpec = { flags: '--json', about: 'machine-readable answer' };
const quietOptions: readonly OptionSpec[] = [
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
];
export const providerOption: OptionSpec = {
  flags: '--provider <id>',
  about: 'the one of launch.yaml that is to be changed; default: the first',
};
const timeoutOption: OptionSpec = { flags: '--timeout <seconds>', about: 'limit of one look', default: '60' };

export const planOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  providerOption,
  { flags: '--from <file>', about: 'plan from saved facts instead of looking' },
  { flags: '--active', about: 'allow bounded active probes (you own this product)' },
  { flags: '--only <check>', about: 'only findings of this check or theme', isRepeatable: true },
  { flags: '--reports <file>', about: 'evidence for DMARC: what launch-ready mail reports --json printed' },
  {
    flags: '--cutover <mode>',
    about: 'lower TTLs, wait, switch, watch, raise: for vital names that work today, for all, or never',
    choices: ['auto', 'always', 'never'],
    default: 'auto',
  },
  { flags: '--expires <minutes>', about: 'how long the plan may be applied', default: '60' },
  { flags: '--skip-rehearsal', about: 'do not try the plan on planned facts and on a shadow first' },
  {
    flags: '--export <kind>',
    about: 'print the result for somebody else’s tool instead',
    choices: [...exportForms],
  },
  { flags: '--registrar <name>', about: 'whose form --export steps is written for', default: 'other' },
  { flags: '--output <file>', about: 'write the plan there as well' },
  folderOption,
  jsonOption,
  ...quietOptions,
  timeoutOption,
  ...networkOptions,
];

export const applyOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  { flags: '--yes', about: 'do not ask; needs --plan' },
  { flags: '--plan <hash>', about: 'the plan that is meant: its hash, or the first 12 digits' },
  { flags: '--soak <seconds>', about: 'watch so long after the last write; default: as the plan says' },
  { flags: '--patience <seconds>', about: 'how long servers may take to show a change', default: '30' },
  {
    flags: '--wait <seconds>',
    about: 'wait so long between stages; longer waits end the run',
    default: '120',
  },
  {
    flags: '--journeys',
    about:
      'also walk the journeys of launch.yaml before and after; they leave test data behind, as smoke does',
  },
  ...walkingOptions.filter(({ flags }) => !flags.startsWith('--base')),
  { flags: '--skip-audit', about: 'prove the plan’s own promises only, do not run the checks again' },
  folderOption,
  jsonOption,
  ...quietOptions,
  timeoutOption,
  ...networkOptions,
];

export const driftOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  providerOption,
  { flags: '--accept', about: 'what is there now is as it should be: compare with it from now on' },
  folderOption,
  jsonOption,
  ...quietOptions,
  ...networkOptions,
];
