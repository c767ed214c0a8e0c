import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const probeOptions: readonly OptionSpec[] = [
  { flags: '--join <url>', about: 'the server it works for' },
  {
    flags: '--token <reference>',
    about: 'its probe token: env:NAME or file:path',
    default: 'env:LAUNCH_READY_PROBE_TOKEN',
  },
  {
    flags: '--buffer <file>',
    about: 'keeps what cannot be delivered',
    default: '.launch-ready/probe-buffer.json',
  },
  {
    flags: '--reference <address:port>',
    about: 'tells whether this machine is connected at all; default: three public resolvers',
    isRepeatable: true,
  },
  { flags: '--always-connected', about: 'believe every failure, even when this machine reaches nothing' },
  ...networkOptions,
  { flags: '--json', about: 'one JSON line on stdout when it has joined' },
];
