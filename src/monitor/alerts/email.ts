import { createHash } from 'node:crypto';
import type { AlertChannel, AlertDelivery, AlertRequest } from '../../model/monitor.ts';
import type { Result } from '../../model/outside.ts';
import { delivered, refused, tryAgain } from '../alerting/posting.ts';
import { isMailAddress, smtpAccount } from '../alerting/smtp-account.ts';
import { sendMail } from '../alerting/smtp.ts';
import type { Reply } from '../alerting/smtp.ts';
import { pageLines, pageOf, tagOf } from '../alerting/words.ts';

/** Plain text by SMTP. `secret` is the address of the account, see `smtpAccount`. Mails of one incident form one thread. */
export default {
  id: 'email',
  title: 'Email',
  requirements: ['MON-2'],
  render: (alert) => {
    const page = pageOf(alert);
    return {
      contentType: 'text/plain; charset=utf-8',
      subject: `[${tagOf(alert)}] ${page.what}`,
      body: `${pageLines(page).join('\n')}\n`,
      // RFC 3834 section 5: nobody's holiday note answers an alert.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    };
  },
  send: async (request, outside, signal) => {
    const account = smtpAccount(request.secret);
    if (account === null) return refused('The mail account is not smtp(s)://user:password@host?from=address');
    if (!isMailAddress(request.address)) return refused('The recipient is no mail address');
    const data = await compose(request, account.from, outside.clock.now());
    const envelope = { from: account.from, to: request.address, data };
    const reply = await sendMail(outside, { account, envelope }, signal);
    return read(reply, messageIdOf(request.key, account.from));
  },
} satisfies AlertChannel;

function read(reply: Result<Reply>, messageId: string): AlertDelivery {
  if (!reply.ok)
    return reply.error.kind === 'forbidden' ? refused(reply.error.message) : tryAgain(reply.error.message);
  const { code, lines } = reply.value;
  const detail = `${code} ${lines.join(' ')}`;
  if (code < 300) return delivered(detail, messageId);
  // RFC 5321 section 4.2.1: 4yz may pass, 5yz will not.
  return code < 500 ? tryAgain(detail) : refused(detail);
}

/** Loaded with the first mail: a library of 400 KB, twice that in memory. */
async function compose(
  { message, address, key }: AlertRequest,
  from: string,
  now: number,
): Promise<Uint8Array> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const incident = key.split(':')[0] ?? key;
  const thread = messageIdOf(`thread ${incident}`, from);
  return await new MailComposer({
    from: { name: 'Launch Ready', address: from },
    to: { name: '', address },
    subject: message.subject ?? 'Alert',
    text: message.body,
    messageId: messageIdOf(key, from),
    inReplyTo: thread,
    references: [thread],
    date: new Date(now),
    headers: message.headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

/** The same for every attempt at the same alert. */
const messageIdOf = (key: string, from: string): string =>
  `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${from.split('@')[1] ?? 'localhost'}>`;
