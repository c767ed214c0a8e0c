import { command } from '../../command.ts';
import { folderOption, lookOptions } from '../../handover/options.ts';

export default command({
  summary: 'what in the pack is no longer true',
  details:
    'Looks again and compares every measured line of handover.json with what is seen now, and every claim with what launch.yaml and\n' +
    'handover.yaml say now. Exit 0: all of it is still so.\n' +
    'Exit 1: something is not, or something is bad that the pack does not know. Exit 3: could not look.',
  requirements: ['HAND-2'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: [folderOption, { flags: '--json', about: 'machine-readable answer' }, ...lookOptions],
  examples: [{ line: 'launch-ready handover verify', about: 'once a month, or every night in CI' }],
  load: () => import('../../handover/verify.ts'),
});
