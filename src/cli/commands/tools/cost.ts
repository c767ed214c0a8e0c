import { command } from '../../command.ts';
import { toolOptions } from '../../tools/options.ts';

export default command({
  summary: 'what running costs a month, and how many hours the fixes take',
  details:
    'Mail plans come from dated price lines (older than 120 days: left out and said); everything else from your own bills. Nothing is guessed.',
  requirements: ['TOOL-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: [
    { flags: '--mails <number>', about: 'mails a month' },
    { flags: '--own <service=amount>', about: 'a bill of yours, US dollars a month', isRepeatable: true },
    { flags: '--rate <amount>', about: 'what an hour of work costs; without it only hours are printed' },
    ...toolOptions,
  ],
  examples: [
    {
      line: 'launch-ready tools cost --from facts.json --mails 12000 --own hosting=25',
      about: 'monthly cost and first limit',
    },
  ],
  load: () => import('../../tools/cost.ts'),
});
