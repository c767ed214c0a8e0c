import { setMaxListeners } from 'node:events';
import type { Clock, Deadline } from '../../model/outside.ts';
import { unixMs } from '../../model/brand.ts';

/** Node rounds longer delays down to 1 ms, so they are waited for in slices. */
const maxTimerMs = 2 ** 31 - 1;

/** The machine's clock. Timers are counted so that a leak can be shown. */
export interface RealClock extends Clock {
  readonly pendingTimers: () => number;
}

export function createClock(): RealClock {
  let pending = 0;
  const after = (ms: number, callback: () => void): (() => void) => {
    let timer: NodeJS.Timeout | null = null;
    const arm = (leftMs: number): void => {
      const sliceMs = Math.min(Math.max(leftMs, 0), maxTimerMs);
      timer = setTimeout(() => (leftMs > sliceMs ? arm(leftMs - sliceMs) : fire()), sliceMs);
    };
    const end = (): boolean => {
      if (timer === null) return false;
      clearTimeout(timer);
      timer = null;
      pending -= 1;
      return true;
    };
    const fire = (): void => {
      if (end()) callback();
    };
    pending += 1;
    arm(ms);
    return () => void end();
  };
  return {
    now: () => unixMs(Date.now()),
    monotonicMs: () => performance.now(),
    after,
    sleep: (ms, signal) => sleepWith(after, ms, signal),
    sleepExactly: (ms, signal) => sleepExactly(after, ms, signal),
    deadline: (ms, parent) => deadlineWith(patiently(after), ms, parent),
    pendingTimers: () => pending,
  };
}

type After = Clock['after'];

const sliceMs = 100;
/** However busy the machine is, a wait ends after this many times its length. */
const maxStretch = 4;

/**
 * For waits on the network: time in which this process itself stood still is not held against the other side. The wait is
 * counted in slices, a slice that ends late counts once, and what lies ready in a socket is read before the time is called over.
 */
function patiently(after: After): After {
  return (ms, callback) => {
    const overMs = performance.now() + maxStretch * ms;
    let stop = (): void => undefined;
    const turn = (): void => {
      const immediate = setImmediate(callback);
      stop = () => clearImmediate(immediate);
    };
    const arm = (leftMs: number): void => {
      const isLast = leftMs <= sliceMs || performance.now() >= overMs;
      stop = after(Math.min(leftMs, sliceMs), () => (isLast ? turn() : arm(leftMs - sliceMs)));
    };
    arm(ms);
    return () => stop();
  };
}

/** Timers are up to 1.2 ms late on an idle machine: rounded to milliseconds once when set, and once by the system. */
const awakeMs = 1.3;

async function sleepExactly(after: After, ms: number, signal?: AbortSignal): Promise<void> {
  const untilMs = performance.now() + ms;
  if (ms > awakeMs + 1) await sleepWith(after, ms - awakeMs, signal);
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (performance.now() >= untilMs || signal?.aborted === true) resolve();
      else setImmediate(look);
    };
    look();
  });
}

/** Also used by the fake clock: only `after` differs. */
export async function sleepWith(after: After, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** Also used by the fake clock: only `after` differs. */
export function deadlineWith(after: After, ms: number, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const onParent = (): void => controller.abort(parent?.reason);
  if (parent?.aborted === true) onParent();
  parent?.addEventListener('abort', onParent, { once: true });
  const cancel = after(ms, () =>
    controller.abort(new DOMException(`Nothing after ${ms} ms`, 'TimeoutError')),
  );
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      cancel();
      parent?.removeEventListener('abort', onParent);
    },
  };
}
