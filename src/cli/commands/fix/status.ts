import { command } from '../../command.ts';
import { folderOption, jsonOption } from '../../fix/options.ts';

export default command({
  summary: 'plans and what became of them, from their journals',
  details: 'Reads the journals on this machine; asks nobody. The newest first.',
  requirements: ['FIX-2'],
  arguments: [],
  options: [folderOption, jsonOption],
  examples: [{ line: 'launch-ready fix status', about: 'what was planned, applied, taken back' }],
  load: () => import('../../fix/status.ts'),
});
