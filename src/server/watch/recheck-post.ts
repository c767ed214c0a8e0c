import type { Recheck } from '../../monitor/incident/policy.ts';

/** Rechecks waiting for probes in other regions to ask for them. What nobody fetched in time is forgotten: its turn comes anyway. */
export interface RecheckPost {
  readonly put: (rechecks: readonly Recheck[], now: number) => void;
  /** For one region; those for every region stay for the others. */
  readonly take: (region: string, now: number) => readonly Recheck[];
}

const keptMs = 30_000;
const maxKept = 5_000;

export function createRecheckPost(): RecheckPost {
  let waiting: readonly { readonly recheck: Recheck; readonly at: number; readonly takenBy: Set<string> }[] =
    [];
  return {
    put: (rechecks, now) => {
      const added = rechecks.map((recheck) => ({ recheck, at: now, takenBy: new Set<string>() }));
      waiting = [...waiting.filter(({ at }) => now - at < keptMs), ...added].slice(-maxKept);
    },
    take: (region, now) => {
      const mine = waiting.filter(
        ({ recheck, at, takenBy }) =>
          now - at < keptMs && !takenBy.has(region) && (recheck.region === null || recheck.region === region),
      );
      for (const { takenBy } of mine) takenBy.add(region);
      return mine.map(({ recheck }) => recheck);
    },
  };
}
