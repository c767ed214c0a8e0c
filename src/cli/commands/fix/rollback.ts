import { command } from '../../command.ts';
import { applyOptions } from '../../fix/options.ts';

export default command({
  summary: 'take back a plan that was begun and did not end',
  details:
    'Goes back step by step to the state before, as long as the records are as the plan left them; otherwise it stops and shows who\n' +
    'changed what. For a plan that ended well use: launch-ready fix undo.',
  requirements: ['FIX-2'],
  arguments: [{ name: '[plan]', about: 'its hash (12 digits); default: the newest' }],
  options: applyOptions,
  examples: [{ line: 'launch-ready fix rollback', about: 'back to the state before' }],
  load: () => import('../../fix/rollback.ts'),
});
