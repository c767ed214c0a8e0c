import { command } from '../command.ts';

export default command({
  summary: 'what changed between two runs: fixed, new, still open, regressed',
  details:
    'Takes facts (--save) or reports (--json). Facts are judged with the checks of this version, so both are held to the same bar.\n' +
    'A finding that cannot be judged any more is shown as unclear, never as fixed. Exit 1 when something regressed.',
  requirements: ['AUD-4'],
  arguments: [
    { name: '<older>', about: 'the earlier file' },
    { name: '<newer>', about: 'the later file' },
  ],
  options: [
    {
      flags: '--format <kind>',
      about: 'what to print',
      choices: ['terminal', 'json', 'md'],
      default: 'terminal',
    },
    { flags: '--json', about: 'same as --format json' },
    { flags: '--plain', about: 'no colour' },
  ],
  examples: [{ line: 'launch-ready compare monday.json friday.json', about: 'the week in one list' }],
  load: () => import('../compare/run.ts'),
});
