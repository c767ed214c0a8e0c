import { manifestOptions } from '../audit/options.ts';
import type { OptionSpec } from '../command.ts';
import { networkOptions } from '../network-options.ts';

export const loadShapes = ['steady', 'ramp', 'spike', 'steps'] as const;

/** How the load looks; shared by `load` and `load growth`. */
export const arrivalOptions: readonly OptionSpec[] = [
  { flags: '--base <url>', about: 'ask there instead of the declared hosts: staging, or this machine' },
  {
    flags: '--rate <count>',
    about: 'requests a second over all routes; the first step of --shape steps',
    default: '20',
  },
  { flags: '--duration <seconds>', about: 'measured time; of each step with --shape steps', default: '30' },
  { flags: '--warm-up <seconds>', about: 'before it, not measured', default: '3' },
  { flags: '--even', about: 'even gaps instead of those of independent visitors' },
  { flags: '--timeout <seconds>', about: 'after which a request counts as failed', default: '10' },
  { flags: '--max-rate <count>', about: 'never more requests a second than this', default: '200' },
  {
    flags: '--header <name=reference>',
    about: 'sent with every request; the value stands in env:NAME or file:path',
    isRepeatable: true,
  },
  { flags: '--yes', about: 'whoever runs the public host knows about this load' },
];

export const printOptions: readonly OptionSpec[] = [
  { flags: '--json', about: 'the figures as JSON' },
  { flags: '--output <file>', about: 'write there instead of standard output' },
  { flags: '--plain', about: 'no colour, no progress line' },
  { flags: '--quiet', about: 'no progress' },
];

export const loadOptions: readonly OptionSpec[] = [
  ...manifestOptions,
  ...arrivalOptions.slice(0, 1),
  { flags: '--shape <kind>', about: 'how the rate moves', choices: [...loadShapes], default: 'steady' },
  ...arrivalOptions.slice(1),
  {
    flags: '--against <file>',
    about: 'the JSON of an earlier run with the same load: exit 1 when a route got slower',
  },
  { flags: '--tolerance <percent>', about: 'a smaller change of the p95 is none', default: '15' },
  { flags: '--html <file>', about: 'write the baseline sheet and the plots there as a page' },
  { flags: '--queries <file>', about: 'the JSON of db: what to mend and what it gains, for --html' },
  {
    flags: '--degrade <host=delay>',
    about: 'instead of load: make this dependency slow, and tell whether visitors wait for it (host:port=2s)',
  },
  {
    flags: '--degrade-port <port>',
    about: 'where the relay to it listens on this machine; 0: any free port',
    default: '9900',
  },
  {
    flags: '--journey <id>',
    about: 'visitors who walk this journey, beside the routes (they write its test data)',
    isRepeatable: true,
  },
  {
    flags: '--weight <id=count>',
    about: 'how often a route or journey is asked against the others',
    isRepeatable: true,
  },
  {
    flags: '--export <tool>',
    about: 'print the plan as a script for another tool and stop',
    choices: ['k6'],
  },
  ...printOptions,
  ...networkOptions,
];
