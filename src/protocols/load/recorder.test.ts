import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantileOf, summarise } from './quantile.ts';
import { LatencyRecorder } from './recorder.ts';

const recorded = (figures: readonly number[]): LatencyRecorder => {
  const recorder = new LatencyRecorder();
  for (const each of figures) recorder.record(each);
  return recorder;
};
const seeded = { seed: 20261122, numRuns: 60 };
const latency = fc.double({ min: 0, max: 60_000, noNaN: true });

describe('PERF-1: latencies as counts', () => {
  test('every rank is read back within 0.1 % or a microsecond', () => {
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 60 }), (figures) => {
        const recorder = recorded(figures);
        for (const [at, exact] of figures.toSorted((a, b) => a - b).entries()) {
          const told = recorder.atRank(at + 1) ?? Number.NaN;
          expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.001 + 0.001);
        }
      }),
      seeded,
    );
  });

  test('adding one to another is having counted both', () => {
    fc.assert(
      fc.property(fc.array(latency), fc.array(latency), (a, b) => {
        const sum = recorded(a);
        sum.add(recorded(b));
        expect([...sum.entries()]).toEqual([...recorded([...a, ...b]).entries()]);
        expect([sum.count, sum.maxMs]).toEqual([a.length + b.length, Math.max(0, ...a, ...b)]);
      }),
      seeded,
    );
  });

  test('what no clock can measure is left out; longer than an hour counts as an hour', () => {
    const odd = recorded([Number.NaN, -1, Number.POSITIVE_INFINITY, 7_200_000]);
    expect(odd.count).toBe(1);
    expect((odd.atRank(1) ?? 0) / 3_600_000).toBeCloseTo(1, 2);
  });

  test('nothing recorded, nothing said', () => {
    expect(summarise(recorded([]))).toBeNull();
    expect(quantileOf(recorded([]), 0.95)).toBeNull();
  });

  test('1 to 1,000 ms: p95 is 950, and lies between 936 and 965 19 times of 20', () => {
    const told = summarise(recorded(Array.from({ length: 1000 }, (_, at) => at + 1)));
    expect(told?.p95.ms).toBeCloseTo(950, -0.5);
    expect(told?.p95.lowMs).toBeCloseTo(936, -0.5);
    expect(told?.p95.highMs).toBeCloseTo(965, -0.5);
    expect([told?.count, told?.maxMs]).toEqual([1000, 1000]);
  });

  test('twenty figures cannot say how bad the 99th percentile gets', () => {
    expect(quantileOf(recorded(Array.from({ length: 20 }, (_, at) => at)), 0.99)?.highMs).toBeNull();
  });

  test('3 of 10 took longer than 500 ms', () => {
    expect(recorded([1, 20, 30, 40, 50, 300, 450, 510, 700, 9000]).countAbove(500)).toBe(3);
  });
});
