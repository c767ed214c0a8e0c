import { unixMs } from '../../model/brand.ts';
import type { Clock } from '../../model/outside.ts';
import { deadlineWith, sleepWith } from '../real/clock.ts';
import { createTimerQueue } from './timer-queue.ts';

export interface FakeClock extends Clock {
  /** Moves time forward, firing every timer on the way in order and letting all work it starts settle. */
  readonly advance: (ms: number) => Promise<void>;
  /** Moves the wall clock without firing timers, as NTP or a suspended laptop does. */
  readonly jumpWallClock: (ms: number) => void;
  readonly pendingTimers: () => number;
}

export interface FakeClockOptions {
  /** Milliseconds since 1970. Default 2026-11-22T00:00:00Z. */
  readonly now?: number;
  /**
   * Default true: whenever nothing else is going on, time jumps to the next timer by itself. Work that re-arms timers for
   * ever needs false and `advance`.
   */
  readonly isAutomatic?: boolean;
}

const defaultNow = Date.UTC(2026, 10, 22);

export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  const isAutomatic = options.isAutomatic ?? true;
  const queue = createTimerQueue();
  let elapsedMs = 0;
  let wallStart = options.now ?? defaultNow;
  let isPumping = false;

  const fireNext = (untilMs: number): boolean => {
    const timer = queue.takeDue(untilMs);
    if (timer === null) return false;
    elapsedMs = Math.max(elapsedMs, timer.atMs);
    timer.callback();
    return true;
  };
  const pump = async (): Promise<void> => {
    isPumping = true;
    do await settle();
    while (fireNext(Number.POSITIVE_INFINITY));
    isPumping = false;
  };
  const after: Clock['after'] = (ms, callback) => {
    const cancel = queue.add(elapsedMs + Math.max(0, ms), callback);
    if (isAutomatic && !isPumping) void pump();
    return cancel;
  };
  return {
    now: () => unixMs(wallStart + Math.floor(elapsedMs)),
    monotonicMs: () => elapsedMs,
    after,
    sleep: (ms, signal) => sleepWith(after, ms, signal),
    deadline: (ms, parent) => deadlineWith(after, ms, parent),
    advance: async (ms) => {
      const untilMs = elapsedMs + ms;
      do await settle();
      while (fireNext(untilMs));
      elapsedMs = Math.max(elapsedMs, untilMs);
    },
    jumpWallClock: (ms) => void (wallStart += ms),
    pendingTimers: () => queue.size(),
  };
}

/** Two turns of the event loop: promises settle, and so does what they hand to `setImmediate`. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
