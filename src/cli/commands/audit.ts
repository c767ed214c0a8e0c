import { command } from '../command.ts';
import { auditOptions } from '../audit/options.ts';

export default command({
  summary: 'find what blocks the launch of a domain, in the order money is lost',
  details:
    'Looks from outside (DNS, registration, TLS, redirects, pages, mail records) and judges against the profile. Changes nothing.\n' +
    'With launch.yaml in the folder (or --manifest) the product is held to what it promises; without one the domain is explored.',
  requirements: ['AUD-1', 'AUD-2', 'AUD-3', 'AUD-4', 'AUD-5', 'AUD-6'],
  arguments: [{ name: '[domain]', about: 'the product: example.com; default: the domain of launch.yaml' }],
  options: auditOptions,
  examples: [
    { line: 'launch-ready audit example.com', about: 'the verdict, blockers first' },
    { line: 'launch-ready audit --format html --output report.html', about: 'a report to show a client' },
    { line: 'launch-ready audit --save facts.json', about: 'keep the facts, to judge or compare them later' },
    { line: 'launch-ready audit --from facts.json --at +90d', about: 'what will have broken in 90 days' },
  ],
  load: () => import('../audit/run.ts'),
});
