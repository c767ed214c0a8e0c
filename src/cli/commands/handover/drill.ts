import { command } from '../../command.ts';
import { folderOption } from '../../handover/options.ts';

export default command({
  summary: 'can a newcomer find the answers in the pack? twelve questions, timed',
  details:
    'For somebody who has the pack and nothing else. Says what was hard to find; looks at nothing. Exit 1 when an answer was wrong.',
  requirements: ['HAND-1', 'HAND-3'],
  arguments: [],
  options: [folderOption, { flags: '--json', about: 'machine-readable result' }],
  examples: [{ line: 'launch-ready handover drill', about: 'with the pack open beside it' }],
  load: () => import('../../handover/drill.ts'),
});
