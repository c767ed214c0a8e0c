import type { ArrivedMail, MailWaiter, MailWish } from '../../model/journey.ts';
import type { Clock, Result } from '../../model/outside.ts';
import { ok } from '../../model/outside.ts';
import type { Inbox, MailHead } from '../inbox/inbox.ts';
import { waitForMail } from '../inbox/wait.ts';
import { readMessage } from '../message/read-message.ts';

/** A journey's mail steps look into the inbox under test, whichever inbox they name. */
export const waiterAt = (inbox: Inbox, clock: Clock): MailWaiter => ({
  wait: async (wish, { timeoutMs, signal }) => {
    const found = await waitForMail(inbox, {
      fits: (head) => fits(head, wish),
      withinMs: timeoutMs,
      clock,
      signal,
    });
    if (!found.ok) return found.error.kind === 'timed-out' ? ok(null) : found;
    return arrived(inbox, found.value, signal);
  },
});

function fits({ from, recipients, subject, seenAt }: MailHead, wish: MailWish): boolean {
  const has = (text: string, part: string | null): boolean =>
    part === null || text.toLowerCase().includes(part.toLowerCase());
  const isFor = wish.to === null || recipients.includes(wish.to);
  return isFor && seenAt >= wish.since && has(from ?? '', wish.from) && has(subject, wish.subject);
}

async function arrived(
  inbox: Inbox,
  head: MailHead,
  signal: AbortSignal,
): Promise<Result<ArrivedMail | null>> {
  const bytes = await inbox.read(head, signal);
  if (!bytes.ok) return bytes;
  const mail = await readMessage(bytes.value);
  if (!mail.ok) return mail;
  return ok({
    id: head.key,
    from: head.from ?? '',
    to: head.recipients,
    subject: head.subject,
    text: mail.value.text ?? '',
    html: mail.value.html ?? '',
    receivedAt: head.receivedAt ?? head.seenAt,
  });
}
