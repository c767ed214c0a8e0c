/** How late the generator itself was, and whether its figures can stand. Milliseconds. */
export interface OwnSide {
  readonly latenessP50Ms: number;
  readonly latenessP99Ms: number;
  /** The most that is accepted: a tenth of the p95 measured, at least `timerFloorMs`. */
  readonly allowedMs: number;
  readonly isBottleneck: boolean;
}

/** Timers of an idle machine come late by up to this much at the 99th percentile; a finer verdict is not theirs to give. */
export const timerFloorMs = 5;
const allowedShare = 0.1;

export function judgeOwnSide(
  lateness: { readonly p50Ms: number; readonly p99Ms: number },
  p95Ms: number | null,
): OwnSide {
  const allowedMs = Math.max(timerFloorMs, (p95Ms ?? 0) * allowedShare);
  return {
    latenessP50Ms: lateness.p50Ms,
    latenessP99Ms: lateness.p99Ms,
    allowedMs,
    isBottleneck: lateness.p99Ms > allowedMs,
  };
}
