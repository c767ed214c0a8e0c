import type { LatencyRecorder } from './recorder.ts';

/** A percentile with the range it lies in 19 times of 20; ends are null where too few figures say anything. Milliseconds. */
export interface Quantile {
  readonly ms: number;
  readonly lowMs: number | null;
  readonly highMs: number | null;
}

export interface LatencySummary {
  readonly count: number;
  readonly meanMs: number;
  readonly p50: Quantile;
  readonly p90: Quantile;
  readonly p95: Quantile;
  readonly p99: Quantile;
  readonly maxMs: number;
}

/** Null when nothing was recorded. */
export function summarise(recorder: LatencyRecorder): LatencySummary | null {
  const at = (share: number): Quantile | null => quantileOf(recorder, share);
  const [p50, p90, p95, p99] = [at(0.5), at(0.9), at(0.95), at(0.99)];
  if (p50 === null || p90 === null || p95 === null || p99 === null) return null;
  const { count, maxMs } = recorder;
  return { count, meanMs: recorder.meanMs ?? 0, p50, p90, p95, p99, maxMs };
}

/** 1.96 standard deviations to either side hold 95 % of a normal distribution. */
const z = 1.96;

/**
 * The figure at rank ceil(share * count), and the order statistics that bracket the true quantile with 95 % confidence
 * whatever the distribution (binomial ranks in the normal approximation; David and Nagaraja, Order Statistics, section
 * 7.1). Requests that waited behind each other are not independent, so under overload the true range is wider.
 */
export function quantileOf(recorder: LatencyRecorder, share: number): Quantile | null {
  const { count } = recorder;
  const ms = recorder.atRank(Math.max(1, Math.ceil(share * count)));
  if (ms === null) return null;
  const spread = z * Math.sqrt(count * share * (1 - share));
  return {
    ms,
    lowMs: recorder.atRank(Math.floor(share * count - spread)),
    highMs: recorder.atRank(Math.ceil(share * count + spread) + 1),
  };
}
