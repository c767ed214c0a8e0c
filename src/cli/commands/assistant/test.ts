import { command } from '../../command.ts';
import { assistantOptions } from '../../assistant/options.ts';

export default command({
  summary: 'try to talk the product’s own AI assistant into what it must not do, and judge it by code',
  details:
    'Speaks to the address below assistant in launch.yaml, and to no other: prompt extraction, direct and indirect injection, data sent\n' +
    'out, other customers’ data, tools called unasked, a person not called, ordinary questions refused. No model judges: canaries,\n' +
    'assembled words, links, tool calls and hand-overs do. Use a test account: a weak assistant may really call its tools.',
  requirements: ['AI-1'],
  arguments: [],
  options: assistantOptions,
  examples: [
    { line: 'launch-ready assistant test', about: 'every scenario, each talk twice' },
    { line: 'launch-ready assistant test --only tool-use --verbose', about: 'one category, with the talks' },
    { line: 'launch-ready assistant test --plants', about: 'texts to plant where the assistant reads' },
  ],
  load: () => import('../../assistant/run.ts'),
});
