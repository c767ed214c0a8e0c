import { command } from '../../command.ts';
import { applyOptions } from '../../fix/options.ts';

export default command({
  summary: 'take back a plan that was applied, with the same care',
  details:
    'Makes the plan that restores every value byte for byte, asks, applies and proves it. Refused for records that somebody changed\n' +
    'since; nothing of theirs is overwritten.',
  requirements: ['FIX-2'],
  arguments: [{ name: '[plan]', about: 'its hash (12 digits); default: the newest that was applied' }],
  options: applyOptions,
  examples: [{ line: 'launch-ready fix undo 3f9a1c02b7de', about: 'everything as it was before that plan' }],
  load: () => import('../../fix/undo.ts'),
});
