import { command } from '../../command.ts';
import { logsOptions } from '../../logs/options.ts';

export default command({
  summary:
    'read logs for secrets, personal data, repeated errors, failed logins, timeouts, missing request ids',
  details:
    'Reads files or standard input (-) in JSON lines, access-log, logfmt or plain form. Names file, line and the logger rule that\n' +
    'would stop it. Values found are never printed, nothing is changed. Nothing is sent anywhere, unless --summary is given and launch.yaml\n' +
    'names a textModel: then counts and scrubbed kinds of line are.',
  requirements: ['AUD-8', 'MON-8', 'AI-2'],
  arguments: [{ name: '<files...>', about: 'log files; - is standard input' }],
  options: logsOptions,
  examples: [
    { line: 'launch-ready logs check app.log access.log', about: 'what is wrong with these logs' },
    { line: 'launch-ready logs check app.log --summary', about: 'in sentences, errors of one kind together' },
    { line: 'launch-ready logs check - --json', about: 'from a pipe, for another program' },
  ],
  load: () => import('../../logs/run.ts'),
});
