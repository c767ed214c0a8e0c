import { command } from '../../command.ts';
import { toolOptions } from '../../tools/options.ts';

export default command({
  summary: 'which sprint fits what was found, and why',
  details:
    'A fixed decision table over the findings. Prints what fits, what is deferred, what would change the answer, and the access to prepare.',
  requirements: ['TOOL-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: toolOptions,
  examples: [
    { line: 'launch-ready tools sprint-picker --from facts.json', about: 'one answer with reasons' },
  ],
  load: () => import('../../tools/sprint-picker.ts'),
});
