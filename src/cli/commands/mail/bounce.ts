import { command } from '../../command.ts';
import { bounceOptions } from '../../mail/bounce/options.ts';

export default command({
  summary: 'why mails came back: authentication, configuration, reputation, rate limit, mailbox or content',
  details:
    'Reads delivery status notifications (RFC 3464), bounces that only tell it in words, and bare server replies from logs; files, folders\n' +
    'or "-". Tells apart what you must repair from what is wrong with the recipient, counts both, and says what to do. Asks nobody.\n' +
    'Exit 1: something of yours must be repaired. Exit 3: nothing of it is a bounce.',
  requirements: ['MAIL-7'],
  arguments: [{ name: '[places...]', about: 'files, folders, or - for standard input (default)' }],
  options: bounceOptions,
  examples: [
    { line: 'launch-ready mail bounce returned.eml', about: 'one bounce' },
    { line: 'launch-ready mail bounce ~/bounces --json', about: 'a folder of them, counted by cause' },
    { line: 'echo "550 5.7.515 Access denied" | launch-ready mail bounce -', about: 'a line of a log' },
  ],
  load: () => import('../../mail/bounce/run.ts'),
});
