import { command } from '../../command.ts';
import { watchOptions } from '../../watch/options.ts';

export default command({
  summary: 'watch what `watch plan` shows',
  details:
    'Shows the same difference and applies it; a running server takes it up at once. Twice is the same as once.',
  requirements: ['MON-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: watchOptions,
  examples: [
    { line: 'launch-ready watch apply', about: 'into the store of this machine' },
    {
      line: 'launch-ready watch apply --server https://watch.example.com',
      about: 'on a server, with LAUNCH_READY_TOKEN',
    },
  ],
  load: () => import('../../watch/apply.ts'),
});
