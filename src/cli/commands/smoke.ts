import { command } from '../command.ts';
import { smokeOptions } from '../smoke/options.ts';

export default command({
  summary: 'walk the journeys of launch.yaml as a user would, step by step, with times',
  details:
    'Over HTTP, in a browser, through the mail that arrives and its link, with signed webhooks and uploads. Cleaning-up steps always run.\n' +
    'Every request carries x-launch-ready-run, every made-up address the same id. Exit 0: all went through, 1: one failed, 3: one could not run.\n' +
    'At failure a screenshot and a HAR file are kept below .launch-ready/journeys; secrets are taken out of everything shown.',
  requirements: ['DEP-9'],
  arguments: [{ name: '[journeys...]', about: 'ids of journeys; default: all of launch.yaml' }],
  options: smokeOptions,
  examples: [
    { line: 'launch-ready smoke', about: 'every journey of launch.yaml' },
    { line: 'launch-ready smoke signup checkout --json', about: 'two of them, for a script' },
    {
      line: 'launch-ready smoke --base https://staging.example.com',
      about: 'the same journeys on another address',
    },
    {
      line: 'launch-ready smoke --mailbox http://127.0.0.1:8025',
      about: 'mails are looked for in a Mailpit beside the product',
    },
    {
      line: 'launch-ready smoke --templates --profile ecommerce',
      about: 'ready journeys to put into launch.yaml',
    },
  ],
  load: () => import('../smoke/run.ts'),
});
