import { z } from 'zod';
import { about, choice, flag, listOf, maybe, thing } from './field.ts';
import { hostName, id, mailAddress, port, secretRef, shortText, text } from './scalars.ts';

const sender = thing({
  provider: about(shortText, 'The service that sends.', 'postmark'),
  domain: about(
    hostName.optional(),
    'Domain of its From addresses; the product’s domain when left out.',
    'kiln.example',
  ),
  purpose: about(maybe(text), 'What it sends.', 'Order confirmations'),
  selectors: about(listOf(shortText, 20), 'DKIM selectors it signs with.', ['pm']),
});

const trigger = z.union([
  thing({ journey: about(id, 'A journey that makes it be sent.', 'signup') }),
  thing({ command: about(text, 'A command that makes it be sent.', 'npm run mail:test receipt') }),
  thing({ template: about(text, 'A template file, sent by us over `mail.smtp`.', 'mails/receipt.html') }),
]);

export const messageKinds = [
  'welcome',
  'verification',
  'reset',
  'invite',
  'receipt',
  'booking',
  'admin',
  'newsletter',
  'other',
] as const;

const message = thing({
  id: about(id, 'Its name.', 'receipt'),
  kind: about(choice('a kind of mail', messageKinds), 'What it is for.', 'receipt'),
  from: about(mailAddress, 'Its From address.', 'orders@kiln.example'),
  trigger: about(maybe(trigger), 'What makes it be sent in a test.', { journey: 'checkout' }),
  marketing: about(flag(false), 'Needs one-click unsubscribe.'),
});

const inbox = thing({
  id: about(id, 'Its name.', 'gmail'),
  kind: about(
    choice('a kind of inbox', ['gmail', 'outlook', 'apple', 'imap', 'sink']),
    'Whose mailbox.',
    'gmail',
  ),
  address: about(mailAddress, 'Where test mails go.', 'kiln.seed@gmail.example'),
  host: about(maybe(hostName), 'IMAP server; known for gmail, outlook and apple.', 'imap.gmail.com'),
  port: about(maybe(port), 'IMAP port.', 993),
  user: about(maybe(shortText), 'Login; the address when left out.', 'kiln.seed'),
  password: about(maybe(secretRef), 'Reference to an app password.', 'env:SEED_GMAIL_PASSWORD'),
});

const smtp = thing({
  host: about(hostName, 'Server that takes mail.', 'smtp.postmarkapp.com'),
  port: about(port.default(587), 'Its port.'),
  user: about(maybe(shortText), 'Login.', 'kiln'),
  password: about(maybe(secretRef), 'Reference to the password.', 'env:SMTP_PASSWORD'),
  tls: about(
    choice('a kind of encryption', ['starttls', 'implicit', 'none']).default('starttls'),
    'How it encrypts.',
  ),
});

export const mail = about(
  thing({
    domains: about(listOf(hostName, 50), 'Domains mail is sent from; those of the senders when left out.', [
      'kiln.example',
    ]),
    senders: about(
      listOf(z.union([shortText, sender]), 50),
      'Every service that may send as you, and nobody else.',
      ['postmark', { provider: 'google-workspace', purpose: 'People' }],
    ),
    messages: about(listOf(message), 'Mails the product sends.'),
    inboxes: about(listOf(inbox, 50), 'Seed inboxes where test mails are looked for.'),
    smtp: about(maybe(smtp), 'Where our own test mails are handed in.'),
    fallback: about(
      maybe(text),
      'What happens when the mail service fails.',
      'Retry for an hour, then resend by hand',
    ),
    dmarcReports: about(maybe(text), 'Where DMARC reports arrive: an inbox id or a folder.', 'gmail'),
  }).prefault({}),
  'Who sends mail as you, what, and where tests look for it.',
);
