import type { ArrivedMail, MailWish } from '../../model/journey.ts';

/** A clock of another machine may be a little behind. */
const clockToleranceMs = 5_000;

/** Whether a message is the one waited for. Pure. */
export function fits(mail: Omit<ArrivedMail, 'text' | 'html'>, wish: MailWish): boolean {
  const has = (text: string, part: string | null): boolean =>
    part === null || text.toLowerCase().includes(part.toLowerCase());
  const isTo = wish.to === null || mail.to.some((address) => address.toLowerCase() === wish.to);
  const isNew = mail.receivedAt >= wish.since - clockToleranceMs;
  return isTo && isNew && has(mail.from, wish.from) && has(mail.subject, wish.subject);
}
