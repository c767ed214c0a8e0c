import { command } from '../../command.ts';
import { growthOptions } from '../../load/growth-options.ts';

export default command({
  summary:
    'does it slow down as data grows: p95 at several sizes, the class of the slope, the size that breaks the budget',
  details:
    'Your own --seed command makes the data: it is run once for each size, in a shell, with LAUNCH_READY_SIZE set, and {size} in it replaced.\n' +
    'After each, the routes get the same steady load. Sizes rise; data of the size before may stay.\n' +
    'Exit 0: every route within its budget at every size and no worse than linear; 1: one is not; 3: nothing could be said about one.',
  requirements: ['PERF-2'],
  arguments: [{ name: '[routes...]', about: 'ids of routes; default: the hot ones of launch.yaml, or all' }],
  options: growthOptions,
  examples: [
    {
      line: "launch-ready load growth --base http://127.0.0.1:3000 --seed 'npm run seed -- {size}'",
      about: 'with 100, 200, 500 and 1000 members',
    },
  ],
  load: () => import('../../load/growth.ts'),
});
