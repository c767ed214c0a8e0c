import type { OptionSpec } from '../command.ts';
import { defaultRetention, keptKinds } from '../../model/retention.ts';
import { networkOptions } from '../network-options.ts';

/** Where the store is and how its secrets are sealed: every command that opens it takes these. */
export const storeOptions: readonly OptionSpec[] = [
  { flags: '--data <folder>', about: 'database and key', default: '.launch-ready/watch' },
  {
    flags: '--database <reference>',
    about: 'PostgreSQL instead of SQLite: env:NAME or file:path of its address',
  },
  {
    flags: '--key <reference>',
    about: 'key that seals secrets: env:NAME or file:path; default: a file in --data',
  },
];

/** A running server instead of the store of this machine. */
export const serverOptions: readonly OptionSpec[] = [
  { flags: '--server <url>', about: 'a running server, instead of the store on this machine' },
  {
    flags: '--token <reference>',
    about: 'its API token: env:NAME or file:path',
    default: 'env:LAUNCH_READY_TOKEN',
  },
];

/** A time that is given cannot be changed in Settings, and stands above what was chosen there. */
const retentionOptions: readonly OptionSpec[] = keptKinds.map(({ id, what, option }) => ({
  flags: `--${option} <days>`,
  about: `how long ${what} are kept; default: as chosen in Settings, ${defaultRetention[id]} at first`,
}));

export const serveOptions: readonly OptionSpec[] = [
  { flags: '--port <number>', about: 'where to listen; 0 takes a free one', default: '8470' },
  { flags: '--host <address>', about: 'address to listen on', default: '127.0.0.1' },
  { flags: '--public-url <url>', about: 'what people type; links and cookies follow it' },
  { flags: '--behind-proxy', about: 'believe the last X-Forwarded-For entry: only behind your own proxy' },
  { flags: '--manifest <file>', about: 'default: launch.yaml in this folder, when there is one' },
  { flags: '--region <name>', about: 'how this place is called', default: 'home' },
  { flags: '--replica <name>', about: 'how this process is called among replicas; default: made up' },
  {
    flags: '--public-tools',
    about: 'offer readiness, risk, cost and sprint picker for any public domain at /tools',
  },
  {
    flags: '--reference <address:port>',
    about: 'tells whether this machine is connected at all; default: three public resolvers',
    isRepeatable: true,
  },
  { flags: '--always-connected', about: 'believe every failure, even when this machine reaches nothing' },
  ...retentionOptions,
  ...storeOptions,
  ...networkOptions,
  { flags: '--json', about: 'the address and the one-time link as one JSON line on stdout' },
];
