import { command } from '../../command.ts';
import { watchOptions } from '../../watch/options.ts';

export default command({
  summary: 'show which monitors follow from launch.yaml and the audits, against what is watched now',
  details:
    'Hosts, routes, journeys, certificates, registration, DNS, mail and jobs of the manifest, and a guard for every fixed finding.\n' +
    'Changes nothing. Monitors made by hand are never touched.',
  requirements: ['MON-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: watchOptions,
  examples: [{ line: 'launch-ready watch plan', about: 'what would be added, changed and removed' }],
  load: () => import('../../watch/plan.ts'),
});
