import { command } from '../../command.ts';
import { compareOptions } from '../../load/compare-options.ts';

export default command({
  summary: 'did a change make it slower: two saved runs, or two running versions asked in turn',
  details:
    'Two files written by load --json: the rounds of both are compared route by route with a rank-sum test.\n' +
    'Two addresses: both get the same load in turn, round by round, so that whatever slows the machine slows both; this is the gate for CI.\n' +
    'Exit 0: nothing got slower; 1: something did; 3: nothing could be said about a route.',
  requirements: ['PERF-7'],
  arguments: [
    { name: '<before>', about: 'file, or address of the version that runs' },
    { name: '<after>', about: 'file, or address of the version that comes' },
    {
      name: '[routes...]',
      about: 'with addresses: ids of routes; default: the hot ones of launch.yaml, or all',
    },
  ],
  options: compareOptions,
  examples: [
    { line: 'launch-ready load compare baseline.json today.json', about: 'two saved runs' },
    {
      line: 'launch-ready load compare http://127.0.0.1:3000 http://127.0.0.1:3001 --rate 50',
      about: 'the release that runs and the one that comes, side by side on one machine',
    },
  ],
  load: () => import('../../load/compare.ts'),
});
