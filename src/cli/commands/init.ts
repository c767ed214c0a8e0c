import { profileNames } from '../../model/profile.ts';
import { command } from '../command.ts';

export default command({
  summary: 'write a first launch.yaml from what the repository shows',
  details:
    'Reads names, package files, deploy files and the example environment (never .env itself); nothing is asked over the network.\n' +
    'Every inferred value carries a comment with where it was found; what only the owner knows stays a commented question.',
  requirements: ['AUD-1', 'HAND-2'],
  arguments: [{ name: '[domain]', about: 'the name customers type; default: what the code names' }],
  options: [
    { flags: '--manifest <file>', about: 'where to write', default: 'launch.yaml' },
    { flags: '--profile <name>', about: 'the bar; guessed when left out', choices: profileNames },
    { flags: '--from <facts>', about: 'add the hosts of saved facts (audit --save)' },
    { flags: '--print', about: 'show it instead of writing it' },
    { flags: '--force', about: 'overwrite a manifest that is there' },
    { flags: '--json', about: 'the manifest as JSON, for programs' },
  ],
  examples: [
    { line: 'launch-ready init example.com', about: 'write launch.yaml in this folder' },
    { line: 'launch-ready init example.com --print', about: 'see what would be written' },
  ],
  load: () => import('../init/run.ts'),
});
