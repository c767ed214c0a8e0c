import { command } from '../command.ts';
import { folderOption, lookOptions } from '../handover/options.ts';

export default command({
  summary: 'the pack with which the owner can run the product without us',
  details:
    'Looks at the product, reads launch.yaml, the code, the journals of fixes and releases and the owner’s answers, and writes one pack:\n' +
    'handover.html, .md, .json, a calendar and tables. Every line says whether it was measured, said by somebody, or follows;\n' +
    'what only the owner can answer is asked for and shown as missing. Claims that do not fit the measurements come first.\n' +
    'Changes nothing. Exit 0: whole. Exit 1: blockers, contradictions or open questions. Exit 3: could not look.',
  requirements: ['HAND-1', 'HAND-2', 'AI-2'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: [
    folderOption,
    { flags: '--pdf', about: 'also print handover.pdf with the installed Chromium' },
    {
      flags: '--draft',
      about:
        'also write letter.md; textModel of launch.yaml, where there is one, drafts a second, marked as not measured',
    },
    { flags: '--json', about: 'print the pack as JSON and write nothing' },
    ...lookOptions,
  ],
  examples: [
    { line: 'launch-ready handover', about: 'the pack in ./handover' },
    { line: 'launch-ready handover --pdf --folder client', about: 'with a PDF, in another folder' },
    { line: 'launch-ready handover --from facts.json', about: 'from a saved look' },
  ],
  load: () => import('../handover/run.ts'),
});
