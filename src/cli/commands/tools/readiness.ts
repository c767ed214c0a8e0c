import { command } from '../../command.ts';
import { toolOptions } from '../../tools/options.ts';

export default command({
  summary: 'which rung of the readiness ladder holds, and what is missing to the next',
  details:
    'Blocked, show friends, take paid traffic, sleep at night. A rung holds only when everything in it is proven; unknown never counts as passed.',
  requirements: ['TOOL-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: toolOptions,
  examples: [{ line: 'launch-ready tools readiness --from facts.json', about: 'the rung, from saved facts' }],
  load: () => import('../../tools/readiness.ts'),
});
