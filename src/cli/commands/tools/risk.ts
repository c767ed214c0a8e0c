import { command } from '../../command.ts';
import { toolOptions } from '../../tools/options.ts';

export default command({
  summary: 'how much risk is open, what drives it, what removes most of it per hour',
  details:
    'Points are severity x reach x blindness. Money at stake is printed only from your own numbers: visitors a day, conversion, order value.',
  requirements: ['TOOL-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: [
    { flags: '--visitors <number>', about: 'visitors a day' },
    { flags: '--conversion <percent>', about: 'how many of a hundred visitors buy' },
    { flags: '--order <amount>', about: 'value of an order' },
    { flags: '--currency <code>', about: 'currency of the order value', default: 'EUR' },
    ...toolOptions,
  ],
  examples: [
    {
      line: 'launch-ready tools risk --from facts.json --visitors 900 --conversion 2 --order 45',
      about: 'with money at stake',
    },
  ],
  load: () => import('../../tools/risk.ts'),
});
