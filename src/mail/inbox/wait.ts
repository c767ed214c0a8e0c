import type { Clock, Result, WorldErrorKind } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type { Inbox, MailHead } from './inbox.ts';

export interface Wanted {
  /** Which mail; called for every mail seen, again with each look. */
  readonly fits: (head: MailHead) => boolean;
  readonly withinMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Looks often at first, then less: most mails arrive within seconds, mail providers limit log-ins and look-ups. */
export const pauseAfter = (waitedMs: number): number =>
  waitedMs < 10_000 ? 500 : waitedMs < 60_000 ? 2000 : 5000;

/**
 * Waits for the first mail that fits. `timed-out` when there is none within the time; a failing look is repeated until then and
 * its reason is told at the end.
 */
export async function waitForMail(inbox: Inbox, wanted: Wanted): Promise<Result<MailHead>> {
  const { clock, withinMs, fits } = wanted;
  using deadline = clock.deadline(withinMs, wanted.signal);
  const startedMs = clock.monotonicMs();
  let trouble: string | null = null;
  while (!deadline.signal.aborted) {
    const seen = await inbox.look(deadline.signal);
    if (seen.ok) {
      const found = seen.value.find(fits);
      if (found !== undefined) return ok(found);
      trouble = null;
    } else {
      if (isHopeless(seen.error.kind)) return seen;
      if (!deadline.signal.aborted) trouble = seen.error.message;
    }
    await clock.sleep(pauseAfter(clock.monotonicMs() - startedMs), deadline.signal);
  }
  if (wanted.signal.aborted) return failure('aborted', 'The wait was stopped');
  const seconds = Math.round(withinMs / 1000);
  return trouble === null
    ? failure('timed-out', `No such mail in ${inbox.id} within ${seconds} s`)
    : failure('failed', `${inbox.id} could not be read for ${seconds} s: ${trouble}`);
}

/** Asking again cannot help, and with a wrong password it locks the account. */
export const isHopeless = (kind: WorldErrorKind): boolean =>
  kind === 'permission' || kind === 'forbidden' || kind === 'tls';
