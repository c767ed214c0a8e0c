import { profileNames } from '../../model/profile.ts';
import { stages } from '../../model/check.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const formats = ['terminal', 'json', 'html', 'md', 'sarif', 'junit'] as const;
export type Format = (typeof formats)[number];

/** Where the product comes from: shared by every command that needs a manifest. */
export const manifestOptions: readonly OptionSpec[] = [
  {
    flags: '--manifest <file>',
    about: 'the manifest; default: launch.yaml in this folder, where there is one',
  },
  { flags: '--profile <name>', about: 'the bar to hold the product to', choices: [...profileNames] },
];

export const judgingOptions: readonly OptionSpec[] = [
  { flags: '--from <file>', about: 'judge saved facts instead of looking' },
  { flags: '--at <when>', about: 'judge as of a later day: +90d, +12w, 2027-03-15' },
  {
    flags: '--only <check>',
    about: 'only this check or theme (domain, tls/certificate-expiry)',
    isRepeatable: true,
  },
  { flags: '--stage <stage>', about: 'only this stage of the plan', choices: [...stages] },
];

export const outputOptions: readonly OptionSpec[] = [
  { flags: '--format <kind>', about: 'what to print', choices: [...formats], default: 'terminal' },
  { flags: '--json', about: 'same as --format json' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { flags: '--html <file>', about: 'write the HTML report there as well' },
  {
    flags: '--fail-on <severity>',
    about: 'exit 1 at or above',
    choices: ['blocker', 'high', 'medium', 'low', 'never'],
    default: 'blocker',
  },
  { flags: '--verbose', about: 'everything, not only what matters first' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
];

export const auditOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  ...judgingOptions,
  { flags: '--save <file>', about: 'keep the facts there' },
  { flags: '--active', about: 'allow bounded active probes (you own this product)' },
  {
    flags: '--mail-headers <file>',
    about: 'a mail the product sent: does it give the origin behind the delivery network away?',
  },
  {
    flags: '--logs <file>',
    about: 'a log of the product: leaks, repeated errors, failed logins, time-outs, missing request ids',
    isRepeatable: true,
  },
  {
    flags: '--browser',
    about: 'open pages in Chromium too: Lighthouse, web vitals, errors, screenshots (about a minute more)',
  },
  { flags: '--runs <n>', about: 'lab runs with --browser, 1 to 15', default: '5' },
  { flags: '--timeout <seconds>', about: 'limit of the whole run', default: '60' },
  ...outputOptions,
  ...networkOptions,
];
