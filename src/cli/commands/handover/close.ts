import { command } from '../../command.ts';
import { closeOptions } from '../../handover/options.ts';

export default command({
  summary: 'prove that our access has ended, and say what still has it',
  details:
    'Asks every provider of launch.yaml with its token, signs in every test account once, asks our server (--server) and the vendors\n' +
    'of further keys (--key). Refused is ended; let in is open; no plain answer is unclear and never counted as ended. Every answer is\n' +
    'kept beside launch.yaml with the day and a digest of the key, never the key; the next pack holds it. Changes nothing.\n' +
    'Run it before the keys are taken away and after. Exit 0: all ended. Exit 1: something still has access. Exit 3: not proven.',
  requirements: ['HAND-1'],
  arguments: [],
  options: closeOptions,
  examples: [
    { line: 'launch-ready handover close', about: 'on the last day, and again once the keys are taken away' },
    {
      line: 'launch-ready handover close --key env:GITHUB_TOKEN --server https://watch.example.com',
      about: 'keys of ours that launch.yaml does not name',
    },
  ],
  load: () => import('../../handover/close.ts'),
});
