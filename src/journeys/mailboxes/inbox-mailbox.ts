import type { ArrivedMail, MailStep, MailWaiter, MailWish } from '../../model/journey.ts';
import type { ManifestInbox, ManifestJourney } from '../../model/manifest.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type { Inbox, MailHead } from '../../mail/inbox/inbox.ts';
import { openInbox } from '../../mail/inbox/open-inbox.ts';
import { waitForMail } from '../../mail/inbox/wait.ts';
import { readMessage } from '../../mail/message/read-message.ts';

/** Watched inboxes of the manifest: real ones over IMAP, sinks on this machine. */
export interface OpenMailboxes extends MailWaiter, AsyncDisposable {}

/**
 * Opens the inboxes these journeys wait at; they are watched from now on. One that cannot be opened fails the step that waits
 * there, with the reason.
 */
export async function openMailboxes(
  journeys: readonly ManifestJourney[],
  inboxes: readonly ManifestInbox[],
  at: { readonly outside: Outside; readonly signal: AbortSignal },
): Promise<OpenMailboxes> {
  const needed = inboxesOf(journeys, inboxes);
  const opened = new Map(
    await Promise.all(
      needed.map(async (inbox) => [inbox.id, await openInbox(at.outside, inbox, at)] as const),
    ),
  );
  return {
    wait: async (wish, options) => {
      const inbox = opened.get(wish.inbox.id);
      if (inbox === undefined) return failure('not-found', `The inbox ${wish.inbox.id} is not open`);
      return inbox.ok ? waitAt(inbox.value, wish, { ...options, clock: at.outside.clock }) : inbox;
    },
    [Symbol.asyncDispose]: async () => {
      const open = [...opened.values()].flatMap((inbox) => (inbox.ok ? [inbox.value] : []));
      await Promise.all(open.map(async (inbox) => inbox[Symbol.asyncDispose]()));
    },
  };
}

const isMail = (step: { readonly kind: string }): step is MailStep => step.kind === 'mail';

/** The inboxes mail steps name; the first declared one where they name none. */
export function inboxesOf(
  journeys: readonly ManifestJourney[],
  inboxes: readonly ManifestInbox[],
): readonly ManifestInbox[] {
  const steps = journeys.flatMap(({ steps: own, cleanup = [] }) => [...own, ...cleanup]).filter(isMail);
  const ids = new Set(steps.map(({ inbox }) => inbox ?? inboxes[0]?.id));
  return inboxes.filter(({ id }) => ids.has(id));
}

async function waitAt(
  inbox: Inbox,
  wish: MailWish,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal; readonly clock: Outside['clock'] },
): Promise<Result<ArrivedMail | null>> {
  const found = await waitForMail(inbox, {
    fits: (head) => isWanted(head, wish),
    withinMs: limits.timeoutMs,
    clock: limits.clock,
    signal: limits.signal,
  });
  if (!found.ok) return found.error.kind === 'timed-out' ? ok(null) : found;
  const bytes = await inbox.read(found.value, limits.signal);
  if (!bytes.ok) return bytes;
  const read = await readMessage(bytes.value);
  if (!read.ok) return read;
  const { key, from, recipients, receivedAt, seenAt } = found.value;
  return ok({
    id: key,
    from: from ?? '',
    to: recipients,
    subject: found.value.subject,
    text: read.value.text ?? '',
    html: read.value.html ?? '',
    receivedAt: receivedAt ?? seenAt,
  });
}

/** Only what came since the journey began is seen at all: the inbox was opened before it. */
function isWanted({ from, recipients, subject, seenAt }: MailHead, wish: MailWish): boolean {
  const has = (text: string, part: string | null): boolean =>
    part === null || text.toLowerCase().includes(part.toLowerCase());
  const isTo = wish.to === null || recipients.includes(wish.to);
  return isTo && seenAt >= wish.since && has(from ?? '', wish.from) && has(subject, wish.subject);
}
