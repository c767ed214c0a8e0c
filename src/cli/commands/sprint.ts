import { command } from '../command.ts';
import { sprintOptions } from '../sprint/options.ts';

export default command({
  summary: 'the two-day plan: what is fixed in which half day, what is deferred, how far it is',
  details:
    'The first run begins the sprint: what is found is laid over day 1 and 2, morning and afternoon, with effort bands; what does not fit\n' +
    'the hours is deferred, with the reason. Later runs look again: tasks whose finding is gone are done, new findings join their half day.\n' +
    'Kept beside the manifest in .launch-ready/sprint/start.json. Exit 0: nothing is left to do; 1: tasks are left; 3: could not look.',
  requirements: ['AUD-3', 'AUD-4', 'TOOL-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: sprintOptions,
  examples: [
    { line: 'launch-ready sprint', about: 'begin, or see how far it is' },
    { line: 'launch-ready sprint --restart', about: 'what is found now is the new plan' },
    { line: 'launch-ready sprint report --output sprint.html', about: 'before and after, for the client' },
  ],
  load: () => import('../sprint/run.ts'),
});
