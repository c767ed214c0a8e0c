import { command } from '../command.ts';
import { loadOptions } from '../load/options.ts';

export default command({
  summary:
    'p95 of the routes of launch.yaml under load, each against its budget, and the rate at which it breaks',
  details:
    'Requests leave at a rate, whether or not the target keeps up, and each is timed from the moment it was due: a stall is seen by everybody who met it.\n' +
    'Only GET and HEAD routes on declared hosts, at most --max-rate; every request carries x-launch-ready-load. Public hosts need --yes or an answer.\n' +
    'It stops when most requests fail. Where this machine was too slow to keep the schedule, the verdict is unknown, never good.\n' +
    'Exit 0: every route within its budget; 1: one is not; 3: nothing could be said about one.',
  requirements: ['PERF-1', 'PERF-5', 'PERF-7'],
  arguments: [{ name: '[routes...]', about: 'ids of routes; default: the hot ones of launch.yaml, or all' }],
  options: loadOptions,
  examples: [
    { line: 'launch-ready load --base http://127.0.0.1:3000', about: 'the hot routes, on this machine' },
    {
      line: 'launch-ready load orders --shape steps --max-rate 500 --yes',
      about: 'the highest rate at which one route keeps its budget',
    },
    {
      line: 'launch-ready load --against baseline.json --html performance.html',
      about: 'against an earlier run of the same load, with the baseline sheet as a page',
    },
    {
      line: 'launch-ready load --degrade api.stripe.com=2s --journey checkout',
      about: 'does checkout wait for a slow payment provider?',
    },
    { line: 'launch-ready load --export k6 --output load.js', about: 'the same plan for several machines' },
  ],
  load: () => import('../load/run.ts'),
});
