import type { Monitor } from '../model/monitor.ts';

/** What is due when: pure arithmetic on the wall clock, so that any replica comes to the same answer. All times in Unix ms. */
export interface Slot {
  readonly monitor: string;
  readonly region: string;
  readonly intervalMs: number;
}

/** After a restart everything overdue is looked at within this time (or its own interval when that is shorter). */
const catchUpMs = 60_000;

export const slotOf = (monitor: Pick<Monitor, 'id' | 'intervalSeconds'>, region: string): Slot => ({
  monitor: monitor.id,
  region,
  intervalMs: Math.max(1, monitor.intervalSeconds) * 1000,
});

/** Where in its interval a monitor has its turn: spread evenly, the same after every restart, different in each region. */
export const phaseMs = (slot: Slot): number =>
  Math.floor(share(`${slot.monitor} ${slot.region}`) * slot.intervalMs);

/** The first turn after `now`; turns are exactly one interval apart whatever happened in between. */
export function nextDue(slot: Slot, now: number): number {
  const phase = phaseMs(slot);
  const turns = Math.floor((now - phase) / slot.intervalMs) + 1;
  return turns * slot.intervalMs + phase;
}

/**
 * The first turn of a process that has just started. What missed a turn while nobody looked (or was never looked at) is caught
 * up, spread over a minute at most, so that no monitor is blind for longer than one interval.
 */
export function firstDue(slot: Slot, seen: { readonly lastAt: number | null; readonly now: number }): number {
  const regular = nextDue(slot, seen.now);
  const isOverdue = seen.lastAt === null || seen.now - seen.lastAt >= slot.intervalMs;
  if (!isOverdue) return regular;
  const spread = Math.min(catchUpMs, slot.intervalMs) * share(`catch-up ${slot.monitor} ${slot.region}`);
  return Math.min(regular, seen.now + spread);
}

/** When a failed check is looked at again: 5 to 10 s after it began, but never while it is still being answered. */
export const recheckAfterMs = (monitor: string, turn: number): number =>
  5_000 + Math.floor(share(`${monitor} ${turn}`) * 2_000);

/** Slowness is told after three looks in a row: 20 to 25 s apart they span most of a minute, which no hiccup does. */
export const slowRecheckAfterMs = (monitor: string, turn: number): number =>
  20_000 + Math.floor(share(`slow ${monitor} ${turn}`) * 5_000);

/** A number from 0 up to 1 that depends on the text alone (FNV-1a, then a final mix so that close names lie far apart). */
export function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
