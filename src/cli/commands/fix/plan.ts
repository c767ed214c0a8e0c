import { command } from '../../command.ts';
import { planOptions } from '../../fix/options.ts';

export default command({
  summary: 'the exact changes that cure the findings, tried before anything is touched',
  details:
    'Audits, reads what the provider of launch.yaml holds, and makes a plan: every change with its reason, risk, reach, proof and way back.\n' +
    'Adds and corrects only what a finding or launch.yaml asks for; everything else is listed and left alone. Nothing is written.\n' +
    'The plan is rehearsed: judged on the facts as they would be, and played forward and back on a shadow of the zone.\n' +
    'Without a provider in launch.yaml it says what to do by hand, or prints it for another tool (--export).\n' +
    'Exit 0: there is a plan, or nothing to do. Exit 3: could not look.',
  requirements: ['FIX-1', 'FIX-3', 'FIX-4', 'FIX-5'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: planOptions,
  examples: [
    { line: 'launch-ready fix plan', about: 'what would be changed, and what it would cure' },
    { line: 'launch-ready fix plan --only mail', about: 'mail records only' },
    {
      line: 'launch-ready fix plan example.com --export steps --registrar godaddy',
      about: 'steps for the registrar’s form',
    },
  ],
  load: () => import('../../fix/plan.ts'),
});
