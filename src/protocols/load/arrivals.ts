import { offeredIn, type LoadShape } from './shape.ts';

/** One request that is due: milliseconds since the run began, and the segment it belongs to. */
export interface Arrival {
  readonly dueMs: number;
  readonly segment: number;
}

export type Spacing = 'even' | 'poisson';

/**
 * The moments at which requests are due, in order. `even`: the k-th when k requests have been offered. `poisson`: as
 * independent visitors come, with exponential gaps; `chance` gives numbers from 0 up to 1. A rate that moves is met by stretching time: arrivals
 * of a unit-rate process are mapped through the inverse of the offered count (Cinlar 1975, time-rescaling).
 */
export function* arrivals(shape: LoadShape, spacing: Spacing, chance: () => number): Generator<Arrival> {
  const gap = (): number => (spacing === 'even' ? 1 : -Math.log(1 - chance()));
  let next = spacing === 'even' ? 0.5 : gap();
  let before = 0;
  let startMs = 0;
  for (const [segment, each] of shape.entries()) {
    const count = offeredIn(each);
    while (next < before + count) {
      yield { dueMs: startMs + timeOf(next - before, each), segment };
      next += gap();
    }
    before += count;
    startMs += each.durationMs;
  }
}

/** Milliseconds into the segment at which `count` requests have been offered: the root of a quadratic for a slope. */
function timeOf(count: number, { fromRate, toRate, durationMs }: LoadShape[number]): number {
  const slope = ((toRate - fromRate) / durationMs) * 1000;
  if (Math.abs(slope) < 1e-9) return (count / fromRate) * 1000;
  // This form of the root does not cancel when the slope is small.
  const root = Math.sqrt(Math.max(0, fromRate * fromRate + 2 * slope * count));
  return ((2 * count) / (fromRate + root)) * 1000;
}

/** Which of several routes is asked next, by weight: smooth weighted round robin, so that shares hold over any stretch. */
export function weightedTurns(weights: readonly number[]): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const credit = weights.map(() => 0);
  return () => {
    let best = 0;
    for (const [at, weight] of weights.entries()) {
      credit[at] = (credit[at] ?? 0) + weight;
      if ((credit[at] ?? 0) > (credit[best] ?? 0)) best = at;
    }
    credit[best] = (credit[best] ?? 0) - total;
    return best;
  };
}
