import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { MailWish } from '../../model/journey.ts';
import { failure, ok } from '../../model/outside.ts';
import { fits } from './fits.ts';
import type { MailboxDialect } from './http-mailbox.ts';

const person = z.object({ Name: z.string().default(''), Address: z.string() });
const summary = z.object({
  ID: z.string(),
  From: person.nullish(),
  To: z.array(person).nullish(),
  Subject: z.string(),
  Created: z.string(),
});
const list = z.object({ messages: z.array(summary).max(1_000) });
const whole = z.object({ Text: z.string().default(''), HTML: z.string().default('') });

/** Mailpit, API v1: `/api/v1/search` newest first, `/api/v1/message/ID` for the bodies. */
export const mailpit: MailboxDialect = {
  look: async (ask, wish) => {
    const got = await ask(listPath(wish));
    if (!got.ok) return got;
    const read = list.safeParse(got.value);
    if (!read.success) return failure('protocol', 'The mailbox answered in another form than Mailpit');
    const head = read.data.messages.map(headOf).find((mail) => fits(mail, wish));
    if (head === undefined) return ok(null);
    const message = await ask(`/api/v1/message/${encodeURIComponent(head.id)}`);
    if (!message.ok) return message;
    const body = whole.safeParse(message.value);
    if (!body.success) return failure('protocol', 'The mailbox answered in another form than Mailpit');
    return ok({ ...head, text: body.data.Text, html: body.data.HTML });
  },
};

const listPath = ({ to }: MailWish): string =>
  to === null
    ? '/api/v1/messages?limit=50'
    : `/api/v1/search?limit=50&query=${encodeURIComponent(`to:"${to}"`)}`;

const headOf = (mail: z.output<typeof summary>) => ({
  id: mail.ID,
  from: `${mail.From?.Name ?? ''} <${mail.From?.Address ?? ''}>`,
  to: (mail.To ?? []).map(({ Address }) => Address),
  subject: mail.Subject,
  receivedAt: unixMs(Date.parse(mail.Created) || 0),
});
