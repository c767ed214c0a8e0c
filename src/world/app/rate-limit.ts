import type { WorldClock } from '../clock.ts';

/** True while the caller may go on: at most `perMinute` calls per key in a minute. */
export type RateLimit = (key: string) => boolean;

const windowMs = 60_000;
const maxKeys = 10_000;

export function createRateLimit(clock: WorldClock, perMinute: number): RateLimit {
  const windows = new Map<string, { startMs: number; count: number }>();
  return (key) => {
    const nowMs = clock.monotonicMs();
    const window = windows.get(key);
    if (window === undefined || nowMs - window.startMs >= windowMs) {
      if (windows.size >= maxKeys) windows.clear();
      windows.set(key, { startMs: nowMs, count: 1 });
      return true;
    }
    window.count += 1;
    return window.count <= perMinute;
  };
}
