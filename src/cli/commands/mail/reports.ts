import { command } from '../../command.ts';
import { reportsOptions } from '../../mail/reports-options.ts';

export default command({
  summary: 'who sends mail as you, from DMARC and TLS reports, and which policy the evidence allows',
  details:
    'Reads aggregate reports (RFC 7489 and RFC 9990), failure reports and TLS reports from files, folders, mbox, maildir, "-" or IMAP;\n' +
    'zip, gzip and mails with them inside. Counts each report once, tells forwarding from forgery, and prints the exact next record.\n' +
    'Asks DNS for the record in force and for names of addresses (--offline: nothing leaves this machine). Changes nothing, marks no mail.\n' +
    'Without places it reads where mail.dmarcReports of launch.yaml points: an inbox of the manifest, or a folder.\n' +
    'Exit 1: mail of yours fails, or TLS sessions to you did. Exit 3: no report could be read.',
  requirements: ['MAIL-3', 'MAIL-4'],
  arguments: [
    {
      name: '[places...]',
      about: 'files, folders, or - for standard input; default: mail.dmarcReports of launch.yaml',
    },
  ],
  options: reportsOptions,
  examples: [
    { line: 'launch-ready mail reports ~/dmarc', about: 'everything in a folder, whatever it is packed in' },
    {
      line: 'launch-ready mail reports big-provider.xml.gz --offline',
      about: 'one file, without asking anybody',
    },
    {
      line: 'launch-ready mail reports --imap imaps://dmarc@mail.example.com --password env:IMAP_PASSWORD --days 60',
      about: 'inbox and spam folder of a mailbox, read-only',
    },
    {
      line: 'launch-ready mail reports ~/dmarc --format html --output senders.html',
      about: 'a page to show',
    },
  ],
  load: () => import('../../mail/reports.ts'),
});
