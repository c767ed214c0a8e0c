import type { Outcome } from '../protocols/load/outcome.ts';

/** Looks at the last seconds only: a target that falls over is left alone at once, whatever went well before. */
export interface StormWatch {
  readonly note: (atMs: number, outcome: Outcome) => void;
  /** One sentence when it is time to stop; null otherwise. */
  readonly alarm: (atMs: number) => string | null;
}

const windowSeconds = 3;
const minFinished = 20;
const maxShare = 0.5;

export function stormWatch(): StormWatch {
  const seconds: { readonly at: number; finished: number; failed: number; last: Outcome }[] = [];
  const drop = (atMs: number): void => {
    while ((seconds[0]?.at ?? Infinity) <= Math.floor(atMs / 1000) - windowSeconds) seconds.shift();
  };
  return {
    note: (atMs, outcome) => {
      const at = Math.floor(atMs / 1000);
      if (seconds.at(-1)?.at !== at) seconds.push({ at, finished: 0, failed: 0, last: outcome });
      const second = seconds.at(-1);
      if (second === undefined) return;
      second.finished += 1;
      if (outcome === 'answered') return;
      second.failed += 1;
      second.last = outcome;
    },
    alarm: (atMs) => {
      drop(atMs);
      const finished = seconds.reduce((sum, each) => sum + each.finished, 0);
      const failed = seconds.reduce((sum, each) => sum + each.failed, 0);
      if (finished < minFinished || failed / finished <= maxShare) return null;
      const last = seconds.findLast((each) => each.failed > 0)?.last ?? 'other';
      return `${failed} of the last ${finished} requests failed (${last}): the target is left alone.`;
    },
  };
}
