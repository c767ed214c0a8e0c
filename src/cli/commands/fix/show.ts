import { command } from '../../command.ts';
import { folderOption, jsonOption } from '../../fix/options.ts';

export default command({
  summary: 'a plan in full: every value before and after, reasons, dangers, probes, and its way back',
  details: 'Reads a plan that was made before; asks nobody and changes nothing.',
  requirements: ['FIX-1'],
  arguments: [{ name: '[plan]', about: 'its hash (12 digits) or a file; default: the newest' }],
  options: [folderOption, jsonOption, { flags: '--plain', about: 'no colour' }],
  examples: [{ line: 'launch-ready fix show', about: 'the newest plan' }],
  load: () => import('../../fix/show.ts'),
});
