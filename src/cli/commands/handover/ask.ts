import { command } from '../../command.ts';
import { manifestOptions } from '../../audit/options.ts';
import { answersOption } from '../../handover/options.ts';

export default command({
  summary: 'walk through what only the owner knows',
  details:
    'Asks one question after the other and keeps every answer at once in handover.yaml, with a name and the day. Looks at nothing.\n' +
    'Without a terminal: --list prints the questions, and the file can be written by hand. Exit 1 while something is open.',
  requirements: ['HAND-2'],
  arguments: [],
  options: [
    ...manifestOptions,
    answersOption,
    { flags: '--by <name>', about: 'whose answers these are' },
    { flags: '--list', about: 'print the open questions and ask nothing' },
    { flags: '--json', about: 'the open questions as JSON' },
  ],
  examples: [{ line: 'launch-ready handover ask --by "Ines Falk"', about: 'ten minutes with the owner' }],
  load: () => import('../../handover/ask.ts'),
});
