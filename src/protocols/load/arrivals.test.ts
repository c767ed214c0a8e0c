import { describe, expect, test } from 'vitest';
import { arrivals, weightedTurns } from './arrivals.ts';
import { offeredCount, rampShape, shapeMs, spikeShape, steadyShape, stepShape } from './shape.ts';

/** A linear congruential generator (Numerical Recipes): the same row of numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const never = (): number => {
  throw new Error('even spacing needs no chance');
};

describe('PERF-1: requests are due whether or not the target keeps up', () => {
  test('10 a second for 1 s are due every 100 ms', () => {
    const due = [...arrivals(steadyShape(10, 1000, 0), 'even', never)].map(({ dueMs }) => dueMs);
    expect(due).toEqual([50, 150, 250, 350, 450, 550, 650, 750, 850, 950]);
  });

  test('a ramp offers the area under it, ever denser', () => {
    const due = [...arrivals(rampShape(200, 10_000), 'even', never)].map(({ dueMs }) => dueMs);
    expect(due).toHaveLength(Math.round(offeredCount(rampShape(200, 10_000))));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    const early = due.filter((ms) => ms < 5000).length;
    expect(early / due.length).toBeCloseTo((10 + 105) / 2 / (10 + 200), 2);
  });

  test('visitors who do not know each other come in gaps whose spread is their mean', () => {
    const due = [...arrivals(steadyShape(1000, 20_000, 0), 'poisson', seeded(7))].map(({ dueMs }) => dueMs);
    const gaps = due.slice(1).map((ms, at) => ms - (due[at] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(mean).toBeCloseTo(1, 1);
    expect(spread / mean).toBeCloseTo(1, 1);
  });

  test('a spike lasts a fifth of the time and belongs to its own row', () => {
    const shape = spikeShape(10, 10_000, { warmUpMs: 1000, factor: 5 });
    const rows = [...arrivals(shape, 'even', never)];
    const count = (segment: number): number => rows.filter((each) => each.segment === segment).length;
    expect(shape.map(({ label }) => label)).toEqual([
      'warm-up',
      'before the spike',
      'spike',
      'after the spike',
    ]);
    expect([count(1), count(2), count(3)]).toEqual([40, 100, 40]);
    expect(shapeMs(shape)).toBe(11_000);
  });

  test('steps rise by half and end at the cap', () => {
    const rates = stepShape(20, 1000, { warmUpMs: 0, maxRate: 100 }).map(({ toRate }) => toRate);
    expect(rates).toEqual([20, 30, 45, 67.5, 100]);
  });

  test('nothing is due when nothing is offered', () => {
    expect([...arrivals(steadyShape(0, 1000, 0), 'even', never)]).toEqual([]);
  });
});

test('weights 5, 3 and 1 share every nine requests', () => {
  const turn = weightedTurns([5, 3, 1]);
  const turns = Array.from({ length: 18 }, turn);
  const shares = (of: readonly number[]): number[] =>
    [0, 1, 2].map((at) => of.filter((each) => each === at).length);
  expect(shares(turns.slice(0, 9))).toEqual([5, 3, 1]);
  expect(shares(turns)).toEqual([10, 6, 2]);
});
