import { command } from '../../command.ts';
import { sprintReportOptions } from '../../sprint/options.ts';

export default command({
  summary: 'what the sprint changed: before and after, for the client',
  details:
    'Looks again and holds it against the report the sprint began with: what was fixed with the command that proves it, what stays open\n' +
    'and why, what somebody accepted, what is no longer measurable. Names of people are left out of mail addresses.',
  requirements: ['AUD-4', 'HAND-1'],
  arguments: [{ name: '[domain]', about: 'the product; default: the domain of launch.yaml' }],
  options: sprintReportOptions,
  examples: [
    { line: 'launch-ready sprint report --output sprint.html', about: 'one file to send' },
    { line: 'launch-ready sprint report --format md', about: 'for an issue or a wiki' },
  ],
  load: () => import('../../sprint/report.ts'),
});
