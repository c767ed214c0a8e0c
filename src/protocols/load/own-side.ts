/** How late the generator itself was, and whether its figures can stand. Milliseconds. */
export interface OwnSide {
  readonly latenessP50Ms: number;
  readonly latenessP99Ms: number;
  /** The most that is accepted: a tenth of the p95 measured or of the budget, whichever is larger, at least `timerFloorMs`. */
  readonly allowedMs: number;
  readonly isBottleneck: boolean;
}

/** Timers of an idle machine come late by up to this much at the 99th percentile; a finer verdict is not theirs to give. */
export const timerFloorMs = 5;
const allowedShare = 0.1;

/**
 * Lateness is part of every latency, because those count from when a request was due: it can make a good target look slow, never a
 * slow one good. So what matters is how much it could move a p95 across its budget, and a tenth of either is the most it may be.
 */
export function judgeOwnSide(
  lateness: { readonly p50Ms: number; readonly p99Ms: number },
  against: { readonly p95Ms: number | null; readonly budgetMs: number },
): OwnSide {
  const allowedMs = Math.max(timerFloorMs, Math.max(against.p95Ms ?? 0, against.budgetMs) * allowedShare);
  return {
    latenessP50Ms: lateness.p50Ms,
    latenessP99Ms: lateness.p99Ms,
    allowedMs,
    isBottleneck: lateness.p99Ms > allowedMs,
  };
}
