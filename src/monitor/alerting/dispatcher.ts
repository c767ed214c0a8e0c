import type { UnixMs } from '../../model/brand.ts';
import { unixMs } from '../../model/brand.ts';
import type { ManifestAlertRoute } from '../../model/manifest.ts';
import type { AlertChannel, AlertDelivery } from '../../model/monitor.ts';
import type { Outside } from '../../model/outside.ts';
import type { OutboxEntry, OutboxStore } from '../../model/store.ts';
import type { LeaseStore } from '../../model/store-replicas.ts';
import { outboxEntry, secondRoute } from './routing.ts';

export interface DispatcherParts {
  readonly outbox: OutboxStore;
  readonly leases: LeaseStore;
  readonly outside: Outside;
  readonly channels: readonly AlertChannel[];
  readonly routes: () => readonly ManifestAlertRoute[];
  /** Address and credential of a route with every secret reference resolved; null when that cannot be done now. */
  readonly resolve: (
    route: ManifestAlertRoute,
  ) => Promise<{ readonly address: string; readonly secret: string | null } | null>;
  /** False when an alert has become pointless before it went out (somebody is on it already). */
  readonly isStillNeeded: (entry: OutboxEntry) => boolean;
  /** This process, for leases. */
  readonly holder: string;
  /** Entries being sent by this process: rounds may overlap, so that one slow receiver delays nobody else. */
  readonly busy: Set<string>;
}

/** What one round did. */
export interface Dispatched {
  readonly delivered: number;
  readonly waiting: number;
  readonly givenUp: number;
}

const batch = 50;
const history = 500;
/** Renewed while sending goes on, so that an alert whose sender was killed is taken up soon by the next one. */
const leaseMs = 25_000;
const renewMs = 8_000;
const sendLimitMs = 60_000;
/** A receiver that is away for a day has been told by another way long ago. */
const giveUpAfterMs = 24 * 3_600_000;
const secondChannelAfterMs = 60_000;

/**
 * Sends what is due. Entries are in the outbox before this is ever called, so nothing is lost by a crash; a lease keeps two
 * replicas from sending the same one. Call it every second or when something was enqueued.
 */
export async function dispatch(parts: DispatcherParts, signal: AbortSignal): Promise<Dispatched> {
  const now = parts.outside.clock.now();
  const due = (await parts.outbox.due(now, batch)).filter(({ id }) => !parts.busy.has(id));
  if (due.length === 0) return { delivered: 0, waiting: 0, givenUp: 0 };
  const known = await parts.outbox.list(history);
  const results = await Promise.all(due.map(async (entry) => deliver(parts, { entry, known }, signal)));
  const count = (wanted: Outcome): number => results.filter((result) => result === wanted).length;
  return { delivered: count('done'), waiting: count('waiting'), givenUp: count('given-up') };
}

type Outcome = 'done' | 'waiting' | 'given-up';
interface Job {
  readonly entry: OutboxEntry;
  readonly known: readonly OutboxEntry[];
}

async function deliver(parts: DispatcherParts, job: Job, signal: AbortSignal): Promise<Outcome> {
  const { entry } = job;
  const lease = `alert ${entry.id}`;
  if (parts.busy.has(entry.id)) return 'waiting';
  parts.busy.add(entry.id);
  try {
    return await withLease(parts, job, { lease, signal });
  } finally {
    parts.busy.delete(entry.id);
  }
}

async function withLease(
  parts: DispatcherParts,
  job: Job,
  { lease, signal }: { readonly lease: string; readonly signal: AbortSignal },
): Promise<Outcome> {
  const { entry } = job;
  const { clock } = parts.outside;
  const acquire = (): Promise<boolean> =>
    parts.leases.acquire(lease, parts.holder, { now: clock.now(), ttlMs: leaseMs });
  if (!(await acquire())) return 'waiting';
  using _renewed = repeated(clock, () => void acquire().catch(() => undefined));
  try {
    const earlier = blockedBy(job);
    if (earlier !== null) {
      const at = unixMs(Math.max(earlier.nextAt, clock.now()) + 1000);
      await parts.outbox.record(entry.id, note('Waits for the alert before it'), { at });
      return 'waiting';
    }
    if (!parts.isStillNeeded(entry) || isEndOfNothing(job)) {
      await parts.outbox.record(entry.id, note(notNeeded), 'done');
      return 'done';
    }
    return await settle(parts, entry, await attempt(parts, job, signal));
  } finally {
    await parts.leases.release(lease, parts.holder);
  }
}

/** Calls again and again until it is disposed. */
function repeated(clock: Outside['clock'], work: () => void): Disposable {
  let cancel = clock.after(renewMs, again);
  function again(): void {
    work();
    cancel = clock.after(renewMs, again);
  }
  return { [Symbol.dispose]: () => cancel() };
}

/** Alerts of one incident reach one receiver in order: never "resolved" before "down". */
function blockedBy({ entry, known }: Job): OutboxEntry | null {
  return (
    known.find(
      (other) => isSameTalk(other, entry) && other.state === 'waiting' && other.createdAt < entry.createdAt,
    ) ?? null
  );
}

const notNeeded = 'Not needed any more';

/** Who was spared the beginning is spared the end. */
const isEndOfNothing = ({ entry, known }: Job): boolean =>
  entry.alert.kind === 'resolved' &&
  known.some((other) => isSameTalk(other, entry) && other.lastDetail === notNeeded) &&
  !known.some(
    (other) => isSameTalk(other, entry) && other.state === 'done' && other.lastDetail !== notNeeded,
  );

const isSameTalk = (other: OutboxEntry, entry: OutboxEntry): boolean =>
  other.id !== entry.id && other.route === entry.route && incidentOf(other) === incidentOf(entry);

const incidentOf = (entry: OutboxEntry): string => entry.alert.key.split(':')[0] ?? entry.alert.key;

async function attempt(parts: DispatcherParts, job: Job, signal: AbortSignal): Promise<AlertDelivery> {
  const { entry } = job;
  const route = parts.routes().find(({ id }) => id === entry.route);
  if (route === undefined) return { ...note('This route is gone'), outcome: 'refused' };
  const channel = parts.channels.find(({ id }) => id === route.channel);
  if (channel === undefined) return { ...note(`There is no channel ${route.channel}`), outcome: 'refused' };
  const to = await parts.resolve(route);
  if (to === null) return note('Its address or credential cannot be read');
  using deadline = parts.outside.clock.deadline(sendLimitMs, signal);
  const request = {
    ...to,
    message: channel.render(entry.alert),
    key: entry.id,
    editsMessageId: editsOf(job),
  };
  // Awaited here: the time limit ends with this block.
  return await channel.send(request, parts.outside, deadline.signal);
}

/** The message this incident already has with this receiver; an escalation must ring, so it is a new one. */
function editsOf({ entry, known }: Job): string | null {
  if (entry.alert.kind === 'escalated' || entry.alert.kind === 'test') return null;
  const sent = known
    .filter((other) => other.route === entry.route && incidentOf(other) === incidentOf(entry))
    .filter((other) => other.messageId !== null)
    .toSorted((a, b) => a.createdAt - b.createdAt);
  return sent[0]?.messageId ?? null;
}

async function settle(parts: DispatcherParts, entry: OutboxEntry, delivery: AlertDelivery): Promise<Outcome> {
  const now = parts.outside.clock.now();
  if (delivery.outcome === 'delivered') {
    await parts.outbox.record(entry.id, delivery, 'done');
    return 'done';
  }
  const ageMs = now - entry.createdAt;
  const isFinal = delivery.outcome === 'refused' || ageMs >= giveUpAfterMs;
  if (isFinal || ageMs >= secondChannelAfterMs) await useSecondChannel(parts, entry, now);
  const waitMs = Math.max(delivery.retryAfterMs ?? 0, backOffMs(entry.attempts));
  await parts.outbox.record(
    entry.id,
    delivery,
    isFinal ? 'given-up' : { at: unixMs(Math.min(now + waitMs, entry.createdAt + giveUpAfterMs)) },
  );
  return isFinal ? 'given-up' : 'waiting';
}

async function useSecondChannel(parts: DispatcherParts, entry: OutboxEntry, now: UnixMs): Promise<void> {
  if (entry.alert.kind === 'test') return;
  const second = secondRoute(parts.routes(), entry.route, entry.alert.severity);
  if (second !== null) await parts.outbox.enqueue(outboxEntry(entry.alert, second.id, { now, waitMs: 0 }));
}

/** 5 s, then three times as long each time, half an hour at most: about fifty attempts in a day. */
export const backOffMs = (attempts: number): number =>
  Math.min(5_000 * 3 ** Math.min(attempts, 8), 30 * 60_000);

const note = (detail: string): AlertDelivery => ({
  outcome: 'retry',
  detail,
  retryAfterMs: null,
  messageId: null,
});
