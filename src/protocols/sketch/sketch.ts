/**
 * A mergeable sketch of positive figures: counts per logarithmic bucket, after DDSketch (Masson, Rim, Lee, VLDB 2019).
 * Every quantile it gives is within `relativeError` of the exact order statistic between `smallestValue` and
 * `largestValue`; beyond, figures count as those bounds. Integers only, so merging in any order gives equal sketches.
 */
export interface LogSketch {
  /** Figures from 0 to `smallestValue`. */
  readonly zeros: number;
  /** Bucket numbers in ascending order; each at most once. */
  readonly buckets: readonly number[];
  /** How many figures fell into the bucket at the same place; at least 1. */
  readonly counts: readonly number[];
}

export const relativeError = 0.01;
/** In milliseconds: one microsecond. */
export const smallestValue = 0.001;
/** In milliseconds: about eleven days. */
export const largestValue = 1e9;

const gamma = (1 + relativeError) / (1 - relativeError);
const perBucket = 1 / Math.log(gamma);
export const lowestBucket = bucketOf(smallestValue);
export const highestBucket = bucketOf(largestValue);

export const emptySketch: LogSketch = { zeros: 0, buckets: [], counts: [] };

/** Figures that are no finite number of at least 0 are left out. */
export const sketchOf = (values: Iterable<number>): LogSketch => weightedSketch(once(values));

function* once(values: Iterable<number>): Generator<readonly [value: number, count: number]> {
  for (const value of values) yield [value, 1];
}

/** Figures that came so many times each, as histograms tell them; counts are whole and at least 1. */
export function weightedSketch(pairs: Iterable<readonly [value: number, count: number]>): LogSketch {
  let zeros = 0;
  const found = new Map<number, number>();
  for (const [value, count] of pairs) {
    if (!Number.isFinite(value) || value < 0) continue;
    if (value <= smallestValue) {
      zeros += count;
      continue;
    }
    const bucket = bucketOf(Math.min(value, largestValue));
    found.set(bucket, (found.get(bucket) ?? 0) + count);
  }
  const buckets = [...found.keys()].toSorted((a, b) => a - b);
  return { zeros, buckets, counts: buckets.map((bucket) => found.get(bucket) ?? 0) };
}

/** Associative and commutative; the empty sketch changes nothing. */
export function mergeSketches(a: LogSketch, b: LogSketch): LogSketch {
  const buckets: number[] = [];
  const counts: number[] = [];
  let left = 0;
  let right = 0;
  while (left < a.buckets.length || right < b.buckets.length) {
    const bucketA = a.buckets[left] ?? Number.POSITIVE_INFINITY;
    const bucketB = b.buckets[right] ?? Number.POSITIVE_INFINITY;
    buckets.push(Math.min(bucketA, bucketB));
    counts.push(
      (bucketA <= bucketB ? (a.counts[left] ?? 0) : 0) + (bucketB <= bucketA ? (b.counts[right] ?? 0) : 0),
    );
    if (bucketA <= bucketB) left += 1;
    if (bucketB <= bucketA) right += 1;
  }
  return { zeros: a.zeros + b.zeros, buckets, counts };
}

export const countOf = (sketch: LogSketch): number =>
  sketch.counts.reduce((sum, count) => sum + count, sketch.zeros);

/**
 * The figure at rank `floor(share * (count - 1))` of the sorted figures, within `relativeError`; `share` from 0 to 1.
 * Null when the sketch is empty.
 */
export function quantileOf(sketch: LogSketch, share: number): number | null {
  const total = countOf(sketch);
  if (total === 0) return null;
  const rank = Math.floor(Math.min(1, Math.max(0, share)) * (total - 1));
  let seen = sketch.zeros;
  if (rank < seen) return 0;
  for (const [at, bucket] of sketch.buckets.entries()) {
    seen += sketch.counts[at] ?? 0;
    if (rank < seen) return middleOf(bucket);
  }
  return null;
}

/** The mean of the figures within `relativeError`; null when the sketch is empty. */
export function meanOf(sketch: LogSketch): number | null {
  const total = countOf(sketch);
  if (total === 0) return null;
  const sum = sketch.buckets.reduce(
    (before, bucket, at) => before + middleOf(bucket) * (sketch.counts[at] ?? 0),
    0,
  );
  return sum / total;
}

/** How many figures lie above `limit`; figures within `relativeError` of the limit may fall on either side. */
export function countAbove(sketch: LogSketch, limit: number): number {
  return sketch.buckets.reduce(
    (sum, bucket, at) => (middleOf(bucket) > limit ? sum + (sketch.counts[at] ?? 0) : sum),
    limit < 0 ? sketch.zeros : 0,
  );
}

/** Bucket i holds gamma^(i-1) < value <= gamma^i. */
function bucketOf(value: number): number {
  return Math.ceil(Math.log(value) * perBucket);
}

/** The value whose distance to both ends of the bucket is `relativeError` of the end. */
function middleOf(bucket: number): number {
  return (2 * gamma ** bucket) / (gamma + 1);
}
