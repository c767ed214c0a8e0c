import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../model/outside.ts';
import { unixMs } from '../model/brand.ts';

/** The part of a clock the world needs. It has its own: the program's door to the world is what is being tried out here. */
export type WorldClock = Pick<Clock, 'now' | 'monotonicMs' | 'sleep'>;

export const machineClock: WorldClock = {
  now: () => unixMs(Date.now()),
  monotonicMs: () => performance.now(),
  sleep: async (ms, signal) =>
    wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
