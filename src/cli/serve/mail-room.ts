import { dirname, resolve } from 'node:path';
import type { Inbox, MailHead } from '../../mail/inbox/inbox.ts';
import { openInbox } from '../../mail/inbox/open-inbox.ts';
import { waitForMail } from '../../mail/inbox/wait.ts';
import { readMessage } from '../../mail/message/read-message.ts';
import { sendTestMail } from '../../mail/sending/send.ts';
import { readTemplate } from '../../mail/sending/template.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { MailArrival, MailFlow } from '../../model/monitor.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { parseAuthenticationResults } from '../../protocols/mail/authentication-results.ts';

export interface MailRoomParts {
  readonly outside: Outside;
  readonly manifest: () => Manifest | null;
  readonly cwd: string;
  readonly manifestPath: string;
}

interface UnderWay {
  readonly inbox: Inbox;
  readonly address: string;
}
const maxUnderWay = 20;
const maxWaitMs = 3_600_000;

/** The mail flow of the watch: a declared template sent over the product's own server to the first inbox, under an address of its own. */
export function mailRoom(parts: MailRoomParts): MailFlow {
  const underWay = new Map<string, UnderWay>();
  return {
    send: async (id, signal) => {
      if (underWay.size >= maxUnderWay) return failure('failed', 'Too many test mails are under way');
      const prepared = await prepare(parts, id, signal);
      if (!prepared.ok) return prepared;
      const { account, mail, inbox, address, token } = prepared.value;
      const sent = await sendTestMail(parts.outside, { account, mail }, signal);
      if (!sent.ok) {
        await inbox[Symbol.asyncDispose]();
        return sent;
      }
      underWay.set(token, { inbox, address });
      return ok({ token });
    },
    wait: async (_id, token, signal) => {
      const found = underWay.get(token);
      if (found === undefined) return failure('not-found', 'This test mail is not under way');
      underWay.delete(token);
      await using inbox = found.inbox;
      const head = await waitForMail(inbox, {
        fits: ({ recipients }) => recipients.includes(found.address.toLowerCase()),
        withinMs: maxWaitMs,
        clock: parts.outside.clock,
        signal,
      });
      if (!head.ok) return head.error.kind === 'timed-out' || head.error.kind === 'aborted' ? ok(null) : head;
      return await arrival(inbox, head.value, signal);
    },
  };
}

async function prepare(parts: MailRoomParts, id: string, signal: AbortSignal) {
  const { outside } = parts;
  const mail = parts.manifest()?.mail ?? null;
  const message = mail?.messages.find((each) => each.id === id);
  const [declared] = mail?.inboxes ?? [];
  const trigger = message?.trigger ?? null;
  const account = mail?.smtp ?? null;
  if (mail === null || account === null || message === undefined || declared === undefined)
    return failure('not-found', `launch.yaml no longer has the mail ${id}, its server or an inbox`);
  if (trigger === null || !('template' in trigger))
    return failure('not-found', `The mail ${id} has no template`);
  const folder = dirname(resolve(parts.cwd, parts.manifestPath));
  const template = await readTemplate(outside.files, resolve(folder, trigger.template));
  if (!template.ok) return template;
  const inbox = await openInbox(outside, declared, { signal });
  // Not being able to read the inbox says nothing about the mail.
  if (!inbox.ok) return failure('not-found', inbox.error.message);
  const token = Buffer.from(outside.random.bytes(6)).toString('hex');
  const address = inbox.value.addressFor(token);
  const content = { ...template.value, from: message.from, to: address, run: token };
  return ok({ account, mail: content, inbox: inbox.value, address, token });
}

/** What the receiving server wrote on top; below it anybody may have written anything. */
async function arrival(inbox: Inbox, head: MailHead, signal: AbortSignal): Promise<Result<MailArrival>> {
  const bytes = await inbox.read(head, signal);
  if (!bytes.ok) return bytes;
  const mail = await readMessage(bytes.value);
  if (!mail.ok) return mail;
  const top = mail.value.headers.find(({ name }) => name.toLowerCase() === 'authentication-results');
  const results = top === undefined ? null : parseAuthenticationResults(top.value.replace(/\r?\n\s+/g, ' '));
  const failed = (results?.results ?? [])
    .filter(
      ({ method, result }) =>
        /^(?:spf|dkim|dmarc)$/.test(method) && /^(?:fail|softfail|permerror)$/.test(result),
    )
    .map(({ method }) => method.toUpperCase());
  return ok({ folder: head.folder.name, failedAuthentication: [...new Set(failed)] });
}
