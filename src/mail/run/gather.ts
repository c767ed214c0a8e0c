import type { JourneyRun } from '../../model/journey-run.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { Clock } from '../../model/outside.ts';
import type { Inbox, MailHead } from '../inbox/inbox.ts';
import { isHopeless, pauseAfter } from '../inbox/wait.ts';
import type { Triggered, TriggerGroup } from '../sending/trigger.ts';
import { assignMails } from './match.ts';

export interface Gathered {
  /** By message id. */
  readonly mails: ReadonlyMap<string, MailHead>;
  /** Ours, but nothing declared. */
  readonly others: readonly MailHead[];
  /** Why the inbox could not be read to the end; null when it could. */
  readonly problem: string | null;
}

export interface GatherOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly startedAt: UnixMs;
  readonly waitMs: number;
}

/** Looks until every mail of the group is there or the time is over. */
export async function gather(
  inbox: Inbox,
  act: { readonly group: TriggerGroup; readonly triggered: Triggered },
  options: GatherOptions,
): Promise<Gathered> {
  const { clock, signal, waitMs } = options;
  const { messages } = act.group;
  const startedMs = clock.monotonicMs();
  let heads: readonly MailHead[] = [];
  let problem: string | null = null;
  for (;;) {
    const seen = await inbox.look(signal);
    problem = seen.ok ? null : seen.error.message;
    if (seen.ok) heads = seen.value.filter((head) => isOurs(head, { act, inbox, options }));
    const waitedMs = clock.monotonicMs() - startedMs;
    const isComplete = assignMails(messages, heads, false).size === messages.length;
    const isLost = !seen.ok && isHopeless(seen.error.kind);
    if (isComplete || isLost || waitedMs >= waitMs || signal.aborted) break;
    await clock.sleep(Math.min(pauseAfter(waitedMs), waitMs - waitedMs), signal);
  }
  const mails = assignMails(messages, heads, true);
  const used = new Set(mails.values());
  return { mails, others: heads.filter((head) => !used.has(head)), problem };
}

interface Belonging {
  readonly act: { readonly group: TriggerGroup; readonly triggered: Triggered };
  readonly inbox: Inbox;
  readonly options: GatherOptions;
}

/** Sent to this act's own address; or, for mails with a fixed recipient, to the plain one from the declared sender since then. */
function isOurs(head: MailHead, { act, inbox, options }: Belonging): boolean {
  if (head.recipients.some((one) => one.includes(act.triggered.tag))) return true;
  const isPlain =
    head.recipients.includes(inbox.address.toLowerCase()) &&
    !head.recipients.some((one) => one.includes('+lr-'));
  const isDeclared = act.group.messages.some(({ from }) => from.toLowerCase() === head.from);
  return isPlain && isDeclared && head.seenAt >= options.startedAt;
}

/** When the act happened that caused a mail: the last step of the journey that began before it was seen and was no waiting. */
export function causedAt(run: JourneyRun | null, startedAt: UnixMs, seenAt: UnixMs): number {
  if (run === null) return startedAt;
  const acts = run.steps
    .filter(({ kind }) => kind !== 'mail' && kind !== 'wait')
    .map(({ startedMs }) => run.startedAt + startedMs);
  return Math.max(run.startedAt, ...acts.filter((at) => at <= seenAt));
}
