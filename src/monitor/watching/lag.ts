import type { Clock } from '../../model/outside.ts';

/** How late this process's own loop is: what every figure taken meanwhile has to be read with. */
export interface LagMeter {
  /** Begins to watch; the returned function gives the worst lateness since then, in milliseconds, and ends the watch. */
  readonly begin: () => () => number;
  /** Worst lateness of about the last second. */
  readonly recentMs: () => number;
  readonly close: () => void;
}

const tickMs = 5;
const keptTicks = 256;

/** A timer every 5 ms while anything is being measured, none otherwise. */
export function createLagMeter(clock: Clock): LagMeter {
  const ticks: { readonly at: number; readonly lateMs: number }[] = [];
  let [users, dueMs]: [number, number] = [0, 0];
  let cancel: (() => void) | null = null;
  const note = (): void => {
    const at = clock.monotonicMs();
    ticks.push({ at, lateMs: Math.max(0, at - dueMs) });
    if (ticks.length > keptTicks) ticks.splice(0, ticks.length - keptTicks);
  };
  const arm = (): void => {
    dueMs = clock.monotonicMs() + tickMs;
    cancel = clock.after(tickMs, () => {
      note();
      cancel = null;
      if (users > 0) arm();
    });
  };
  const worstSince = (fromMs: number): number => {
    const pendingMs = cancel === null ? 0 : Math.max(0, clock.monotonicMs() - dueMs);
    let worst = pendingMs;
    for (let at = ticks.length - 1; at >= 0; at -= 1) {
      const tick = ticks[at];
      if (tick === undefined || tick.at < fromMs) break;
      worst = Math.max(worst, tick.lateMs);
    }
    return worst;
  };
  return {
    begin: () => {
      const fromMs = clock.monotonicMs();
      users += 1;
      if (cancel === null) arm();
      return () => {
        users -= 1;
        return worstSince(fromMs);
      };
    },
    recentMs: () => worstSince(clock.monotonicMs() - 1000),
    close: () => cancel?.(),
  };
}
