import { command } from '../command.ts';
import { markOptions } from '../mark/options.ts';

export default command({
  summary: 'tell the watch that a release went out',
  details:
    'From then on the minutes after it are compared with those before: errors, p95 and journeys. When they say so, an alert\n' +
    'names the command that rolls back. Saying the same release twice within a minute is one marker.',
  requirements: ['MON-9'],
  arguments: [{ name: '<version>', about: 'what was released: a version, a commit' }],
  options: markOptions,
  examples: [
    { line: 'launch-ready mark 1.4.2 --by ci', about: 'into the store of this machine' },
    {
      line: 'launch-ready mark "$GIT_COMMIT" --server https://watch.example.com',
      about: 'from CI, with LAUNCH_READY_TOKEN',
    },
  ],
  load: () => import('../mark/run.ts'),
});
