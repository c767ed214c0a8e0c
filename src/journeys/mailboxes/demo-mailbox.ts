import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import { failure, ok } from '../../model/outside.ts';
import { fits } from './fits.ts';
import type { MailboxDialect } from './http-mailbox.ts';

const mails = z
  .array(
    z.object({
      id: z.string(),
      receivedAt: z.number(),
      envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      raw: z.string(),
    }),
  )
  .max(2_000);

/** `GET /mails?to=ADDRESS` of the demo internet's control interface: newest last. */
export const demoMailbox: MailboxDialect = {
  look: async (ask, wish) => {
    const got = await ask(wish.to === null ? '/mails' : `/mails?to=${encodeURIComponent(wish.to)}`);
    if (!got.ok) return got;
    const read = mails.safeParse(got.value);
    if (!read.success) return failure('protocol', 'The demo mailbox answered in another form');
    const all = read.data.map((mail) => ({
      id: mail.id,
      from: /^from:\s*(.*)$/im.exec(mail.raw.slice(0, 20_000))?.[1] ?? mail.envelope.from,
      to: mail.envelope.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      receivedAt: unixMs(mail.receivedAt),
    }));
    return ok(all.findLast((mail) => fits(mail, wish)) ?? null);
  },
};
