import { command } from '../command.ts';
import { deployOptions } from '../deploy/options.ts';

export default command({
  summary:
    'release by your own commands: gate, migrate, release, see it, walk it, watch it, take it back by rule',
  details:
    'deploy.command, deploy.migrate and deploy.rollback of launch.yaml are run in a shell with LAUNCH_READY_VERSION and the like set.\n' +
    'Every step is in a journal on disk before it begins: Ctrl-C or a power cut lose nothing, --resume goes on, --roll-back takes back.\n' +
    'A release that fails, hangs, is not seen, breaks journeys or jobs, or fails the written rule while watched is rolled back.\n' +
    'Exit 0: released; 1: refused, failed or rolled back; 3: the gate could not look.',
  requirements: ['DEP-5', 'DEP-7', 'DEP-9', 'MON-9'],
  arguments: [],
  options: deployOptions,
  examples: [
    { line: 'launch-ready deploy', about: 'what launch.yaml says, watched as long as it says' },
    {
      line: 'launch-ready deploy --release 1.4.2 --watch 5m',
      about: 'a named release, watched for five minutes',
    },
    { line: 'launch-ready deploy --resume', about: 'after a cut connection or a closed laptop' },
    { line: 'launch-ready deploy --roll-back', about: 'the last deploy is taken back and proven to be' },
    { line: 'launch-ready deploy status', about: 'what happened last, step by step' },
  ],
  load: () => import('../deploy/run.ts'),
});
