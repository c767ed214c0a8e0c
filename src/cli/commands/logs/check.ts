import { command } from '../../command.ts';
import { logsOptions } from '../../logs/options.ts';

export default command({
  summary:
    'read logs for secrets, personal data, repeated errors, failed logins, timeouts, missing request ids',
  details:
    'Reads files or standard input (-) in JSON lines, access-log, logfmt or plain form. Names file, line and the logger rule that\n' +
    'would stop it. Values found are never printed. Nothing is sent anywhere or changed.',
  requirements: ['AUD-8', 'MON-8'],
  arguments: [{ name: '<files...>', about: 'log files; - is standard input' }],
  options: logsOptions,
  examples: [
    { line: 'launch-ready logs check app.log access.log', about: 'what is wrong with these logs' },
    { line: 'launch-ready logs check - --json', about: 'from a pipe, for another program' },
  ],
  load: () => import('../../logs/run.ts'),
});
