import { command } from '../../command.ts';
import { alertOptions } from '../../alerts/options.ts';

export default command({
  summary: 'prove that alerts reach people',
  details:
    'Sends a test over one route of launch.yaml, or over all of them, and prints what each receiver answered.\n' +
    'With --server the server sends it, the way of a real alert: outbox, retry, proof (the drill).',
  requirements: ['MON-2'],
  arguments: [{ name: '[route]', about: 'one route; default: every one' }],
  options: alertOptions,
  examples: [
    { line: 'launch-ready alerts test', about: 'every route of launch.yaml, sent from here' },
    { line: 'launch-ready alerts test --server https://watch.example.com', about: 'the drill on a server' },
  ],
  load: () => import('../../alerts/test.ts'),
});
