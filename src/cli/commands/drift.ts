import { command } from '../command.ts';
import { driftOptions } from '../fix/options.ts';

export default command({
  summary: 'what changed at the provider since the last plan, and by whom it was not us',
  details:
    'Compares what the provider holds now with what it held after the last plan (or the last --accept). Changes nothing there.\n' +
    'Exit 0: nothing changed. Exit 1: something did. Exit 3: the provider could not be read.',
  requirements: ['FIX-6'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: driftOptions,
  examples: [
    { line: 'launch-ready drift', about: 'what somebody changed in the meantime' },
    { line: 'launch-ready drift --accept', about: 'it was meant so: compare with this from now on' },
  ],
  load: () => import('../drift/run.ts'),
});
