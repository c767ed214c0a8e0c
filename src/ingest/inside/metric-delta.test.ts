import { describe, expect, test } from 'vitest';
import type { InsidePoint } from '../otlp/metrics.ts';
import { MetricDeltas } from './metric-delta.ts';

// MON-7: what came since the point before.
describe('cumulative points', () => {
  const point = (changes: Partial<InsidePoint>): InsidePoint => ({
    name: 'n',
    unit: '1',
    kind: 'sum',
    isCumulative: true,
    startMs: 1_000,
    atMs: 2_000,
    attributes: {},
    origin: { service: 's', environment: 'e', release: null },
    resource: '',
    count: 1,
    sum: 10,
    buckets: [],
    ...changes,
  });
  test('the difference to the one before; a restart begins anew; what is older than we is only a beginning', () => {
    const deltas = new MetricDeltas(500);
    expect(deltas.since(point({}))?.sum).toBe(10);
    expect(deltas.since(point({ atMs: 3_000, sum: 14 }))?.sum).toBe(4);
    expect(deltas.since(point({ atMs: 3_000, sum: 14 }))).toBeNull();
    expect(deltas.since(point({ startMs: 3_500, atMs: 4_000, sum: 3 }))?.sum).toBe(3);
    expect(deltas.since(point({ name: 'older', startMs: 100 }))).toBeNull();
    expect(deltas.since(point({ isCumulative: false, sum: 7 }))?.sum).toBe(7);
  });
  test('two replicas that differ in nothing but their start, or in an id of their own, are two', () => {
    const deltas = new MetricDeltas(500);
    const replicas = [{ startMs: 1_000 }, { startMs: 1_500 }, { startMs: 1_000, resource: 'b' }];
    for (const replica of replicas) deltas.since(point({ ...replica, sum: 10 }));
    const later = replicas.map((replica) => deltas.since(point({ ...replica, atMs: 3_000, sum: 11 }))?.sum);
    expect(later).toEqual([1, 1, 1]);
  });
  test('a counter that falls began anew, though its sender does not say when', () => {
    const deltas = new MetricDeltas(500);
    const sums = [10, 14, 3, 5].map((sum, at) => deltas.since(point({ startMs: 0, atMs: at + 1, sum }))?.sum);
    expect(sums).toEqual([undefined, 4, 3, 2]);
  });
  test('an exponential histogram that widened its buckets: as many as came, spread as the whole is', () => {
    const deltas = new MetricDeltas(0);
    const histogram = (atMs: number, buckets: InsidePoint['buckets']): InsidePoint =>
      point({ kind: 'histogram', atMs, count: buckets.reduce((sum, [, count]) => sum + count, 0), buckets });
    deltas.since(
      histogram(1, [
        [1.2, 50],
        [1.7, 50],
      ]),
    );
    expect(
      deltas.since(
        histogram(2, [
          [1.4, 120],
          [2.8, 80],
        ]),
      ),
    ).toMatchObject({
      count: 100,
      buckets: [
        [1.4, 60],
        [2.8, 40],
      ],
    });
  });
  test('a histogram without bounds: the mean of what came', () => {
    const deltas = new MetricDeltas(0);
    const histogram = (atMs: number, count: number, sum: number): InsidePoint =>
      point({ kind: 'histogram', atMs, count, sum, buckets: [[sum / count, count]] });
    deltas.since(histogram(1, 10, 100));
    expect(deltas.since(histogram(2, 12, 500))?.buckets).toEqual([[200, 2]]);
  });
  test('histograms: bucket by bucket', () => {
    const deltas = new MetricDeltas(0);
    const histogram = (atMs: number, a: number, b: number): InsidePoint =>
      point({
        kind: 'histogram',
        atMs,
        count: a + b,
        buckets: [
          [1, a],
          [5, b],
        ],
      });
    deltas.since(histogram(1, 2, 1));
    expect(deltas.since(histogram(2, 5, 1))).toMatchObject({
      count: 3,
      buckets: [
        [1, 3],
        [5, 0],
      ],
    });
  });
});
