import { describe, expect, test } from 'vitest';
import { worldErrorKinds } from '../../model/outside.ts';
import { kneeOf, type LoadStep } from './knee.ts';
import { errorShare, isTimed, outcomeOfError, outcomeOfStatus, outcomes } from './outcome.ts';
import { judgeOwnSide } from './own-side.ts';

const step = (rate: number, p95Ms: number | null, change: Partial<LoadStep> = {}): LoadStep => ({
  rate,
  answeredRate: rate,
  p95Ms,
  errorShare: 0,
  isValid: true,
  ...change,
});

describe('PERF-1: the knee', () => {
  test('40 a second hold a budget of 300 ms, 60 do not; latency bends at 40', () => {
    const steps = [step(10, 50), step(20, 60), step(40, 120), step(60, 800)];
    expect(kneeOf(steps, 300)).toEqual({ holdsRate: 40, breaksRate: 60, reason: 'latency', bendsRate: 40 });
  });

  test('everything holds: the break was not found', () => {
    expect(kneeOf([step(10, 50), step(20, 55)], 300)).toEqual({
      holdsRate: 20,
      breaksRate: null,
      reason: null,
      bendsRate: null,
    });
  });

  test.each([
    ['2 % errors', step(20, 50, { errorShare: 0.02 }), 'errors'],
    ['a queue that only grows', step(20, 50, { answeredRate: 15 }), 'throughput'],
    ['a generator that is late', step(20, 50, { isValid: false }), 'own-side'],
    ['no answer at all', step(20, null), 'latency'],
  ] as const)('%s ends it', (_name, broken, reason) => {
    expect(kneeOf([step(10, 50), broken], 300)).toMatchObject({ holdsRate: 10, breaksRate: 20, reason });
  });

  test('not even the first rate holds', () => {
    expect(kneeOf([step(10, 400)], 300)).toMatchObject({ holdsRate: null, breaksRate: 10 });
  });
});

describe('PERF-1: what became of a request', () => {
  test.each([
    [200, 'answered'],
    [304, 'answered'],
    [404, 'client-error'],
    [429, 'rate-limited'],
    [503, 'server-error'],
  ] as const)('%d is %s', (status, outcome) => {
    expect(outcomeOfStatus(status)).toBe(outcome);
  });

  test('every error of the world has a class', () => {
    expect(worldErrorKinds.filter((kind) => !outcomes.includes(outcomeOfError(kind)))).toEqual([]);
  });

  test('quick failures do not make a dying server look fast; time-outs count at what was waited', () => {
    expect(outcomes.filter(isTimed)).toEqual(['answered', 'timed-out']);
  });

  test('5 of 100 went wrong', () => {
    expect(errorShare({ answered: 95, reset: 3, 'server-error': 2 })).toBeCloseTo(0.05);
    expect(errorShare({})).toBe(0);
  });
});

describe('PERF-1: our own side', () => {
  test.each([
    ['4 ms late at p99, p95 of 3 ms, budget 20: timers are no finer', 4, 3, 20, false],
    ['20 ms late, p95 of 100 ms, budget 100: we are the bottleneck', 20, 100, 100, true],
    ['20 ms late, p95 of 300 ms, budget 100', 20, 300, 100, false],
    ['20 ms late, p95 of 5 ms, budget 300: it cannot have made it good', 20, 5, 300, false],
    ['40 ms late, p95 of 5 ms, budget 300', 40, 5, 300, true],
    ['6 ms late and nothing measured, budget 50', 6, null, 50, true],
  ] as const)('%s', (_name, p99Ms, p95Ms, budgetMs, isBottleneck) => {
    expect(judgeOwnSide({ p50Ms: 1, p99Ms }, { p95Ms, budgetMs }).isBottleneck).toBe(isBottleneck);
  });
});
