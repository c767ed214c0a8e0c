import { describe, expect, test } from 'vitest';
import { growthOf, type GrowthClass, type GrowthPoint } from './growth.ts';

const sizes = [100, 200, 500, 1000, 2000, 5000];
/** Plus and minus up to 4 %, the same in every run. */
const noise = [1.02, 0.97, 1.04, 0.98, 1.01, 0.96];
const series = (of: (size: number) => number, isNoisy = true): readonly GrowthPoint[] =>
  sizes.map((size, at) => ({ size, p95Ms: of(size) * (isNoisy ? (noise[at] ?? 1) : 1) }));

const servers: readonly (readonly [string, (size: number) => number, GrowthClass])[] = [
  ['a constant answer', () => 40, 'flat'],
  ['a constant answer that drifts by 5 % in all', (n) => 40 + (2 * n) / 5000, 'flat'],
  ['a cached list', () => 3, 'flat'],
  ['an index lookup', (n) => 20 * Math.log2(n), 'logarithmic'],
  ['an index lookup behind a fixed cost', (n) => 30 + 25 * Math.log2(n), 'logarithmic'],
  ['a sequential scan', (n) => 0.5 * n, 'linear'],
  ['a sequential scan behind a fixed cost', (n) => 80 + 0.2 * n, 'linear'],
  ['one query per row', (n) => 10 + 1.2 * n, 'linear'],
  ['every row against every row', (n) => 0.001 * n * n, 'worse'],
  ['every row against every row behind a fixed cost', (n) => 60 + 0.0004 * n * n, 'worse'],
  ['a join that spills', (n) => 5 + 0.01 * n ** 1.5, 'worse'],
  ['three nested loops', (n) => 20 + 1e-7 * n ** 3, 'worse'],
];

describe('PERF-2: how latency grows with data', () => {
  test.each(servers)('%s', (_name, of, expected) => {
    expect(growthOf(series(of), 300)?.class).toBe(expected);
  });

  test.each(servers)('%s, measured without noise', (_name, of, expected) => {
    expect(growthOf(series(of, false), 300)?.class).toBe(expected);
  });

  test('80 ms and 0.2 ms a row pass 300 ms at 1,100 rows, 200 ms per thousand', () => {
    const told = growthOf(
      series((n) => 80 + 0.2 * n, false),
      300,
    );
    expect(told?.breaksAtSize).toBeGreaterThanOrEqual(1100);
    expect(told?.breaksAtSize).toBeLessThanOrEqual(1102);
    expect(told?.slope).toBeCloseTo(200, 6);
    expect(told?.isExtrapolated).toBe(false);
  });

  test('the size beyond what was measured is called extrapolated', () => {
    const told = growthOf(
      series((n) => 80 + 0.02 * n, false),
      300,
    );
    expect(told?.breaksAtSize).toBeGreaterThanOrEqual(11_000);
    expect(told?.breaksAtSize).toBeLessThanOrEqual(11_002);
    expect(told?.isExtrapolated).toBe(true);
  });

  test('a flat server never breaks its budget, or has always broken it', () => {
    expect(
      growthOf(
        series(() => 40),
        300,
      )?.breaksAtSize,
    ).toBeNull();
    expect(
      growthOf(
        series(() => 400),
        300,
      )?.breaksAtSize,
    ).toBe(100);
  });

  test('something that gets faster is not growth', () => {
    expect(
      growthOf(
        series((n) => 500 - n / 20),
        800,
      )?.class,
    ).toBe('flat');
  });

  test('three sizes, or a figure of nothing, are no series', () => {
    expect(growthOf(series((n) => n).slice(0, 3), 300)).toBeNull();
    expect(growthOf([...series((n) => n), { size: 9000, p95Ms: 0 }], 300)).toBeNull();
  });
});
