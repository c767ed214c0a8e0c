import { manifestOptions } from '../../audit/options.ts';
import { command } from '../../command.ts';

export default command({
  summary: 'what the last deploy did, step by step, also while it runs or after it was cut off',
  details:
    'Reads the journals below .launch-ready/deploys. Changes nothing. Exit 0: settled well; 1: not; 3: there is none.',
  requirements: ['DEP-5'],
  arguments: [{ name: '[id]', about: 'the deploy; default: the last one' }],
  options: [
    ...manifestOptions,
    { flags: '--json', about: 'the whole report as JSON' },
    { flags: '--plain', about: 'no colour' },
  ],
  examples: [{ line: 'launch-ready deploy status', about: 'the last one' }],
  load: () => import('../../deploy/status.ts'),
});
