import { command } from '../../command.ts';
import { testOptions } from '../../mail/test/options.ts';

export default command({
  summary: 'send every declared mail for real, find it in each inbox, and prove it',
  details:
    'Each mail of mail.messages is triggered (journey, command, or our own send of a template through mail.smtp) to an address of\n' +
    'its own at each inbox of mail.inboxes: our own mail server (kind: sink) or any mailbox over IMAP, read-only. Shown as a matrix:\n' +
    'folder, seconds, SPF, DKIM, DMARC by the receiver, by mailauth and by our own evaluators; From and Reply-To, links, text part,\n' +
    'images, one-click unsubscribe, template support, pictures at phone and desktop width. Confirm and unsubscribe links are never opened.\n' +
    'Exit 1: a mail did not come, came late or to spam, or something about it is broken. Exit 3: something could not be looked at.',
  requirements: ['MAIL-4', 'MAIL-5', 'MAIL-6', 'MAIL-7'],
  arguments: [{ name: '[mails...]', about: 'ids of mail.messages; default: all' }],
  options: testOptions,
  examples: [
    { line: 'launch-ready mail test', about: 'every mail of launch.yaml into every inbox' },
    { line: 'launch-ready mail test reset --inbox gmail', about: 'one mail, one inbox' },
    {
      line: 'launch-ready mail test --active --html mails.html',
      about: 'with a live unsubscribe and a page to show',
    },
  ],
  load: () => import('../../mail/test/run.ts'),
});
