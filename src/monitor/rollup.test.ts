import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unixMs } from '../model/brand.ts';
import type { Sample } from '../model/monitor.ts';
import { sampleOf, start } from '../../test/conformance/monitor-simulation.ts';
import { coarser, rollUp, summaryOf } from './rollup.ts';

const sampled = fc.record({
  at: fc.nat(4 * 3_600_000).map((ms) => unixMs(start + ms)),
  outcome: fc.constantFrom<Sample['outcome']>('up', 'down', 'degraded', 'unknown'),
  totalMs: fc.integer({ min: 1, max: 5000 }),
  region: fc.constantFrom('eu', 'us'),
});
const samplesOf = (rows: readonly Partial<Sample>[]): readonly Sample[] =>
  rows.map(({ outcome = 'up', ...more }) => sampleOf(outcome, more));

test('rolling up and rolling up again loses no look: hours of rollups are hours of samples', () => {
  fc.assert(
    fc.property(fc.array(sampled, { maxLength: 200 }), (rows) => {
      const samples = samplesOf(rows);
      const twice = coarser(rollUp(samples), '1h').toSorted(
        (a, b) => a.from - b.from || (a.region < b.region ? -1 : 1),
      );
      const once = rollUp(samples, '1h').toSorted(
        (a, b) => a.from - b.from || (a.region < b.region ? -1 : 1),
      );
      expect(twice).toEqual(once);
      const looks = samples.filter(({ outcome }) => outcome !== 'unknown').length;
      expect(summaryOf(twice).looks).toBe(looks);
    }),
    { seed: 8, numRuns: 100 },
  );
});

test('availability, and percentiles within one per cent', () => {
  const samples = samplesOf(
    Array.from({ length: 100 }, (_, at) => ({
      at: unixMs(start + at * 60_000),
      outcome: at < 5 ? ('down' as const) : ('up' as const),
      totalMs: at + 1,
    })),
  );
  const { availability, p50Ms, p95Ms, looks } = summaryOf(rollUp(samples));
  expect([availability, looks]).toEqual([0.95, 100]);
  expect(Math.abs((p50Ms ?? 0) / 53 - 1)).toBeLessThan(0.03);
  expect(Math.abs((p95Ms ?? 0) / 95.5 - 1)).toBeLessThan(0.03);
});

test('maintenance does not count against the product', () => {
  const samples = samplesOf([
    { at: unixMs(start), outcome: 'down' },
    { at: unixMs(start + 400_000), outcome: 'up' },
  ]);
  const window = {
    id: 'w',
    from: unixMs(start),
    to: unixMs(start + 300_000),
    monitors: 'all',
    reason: 'x',
  } as const;
  expect(summaryOf(rollUp(samples)).availability).toBe(0.5);
  expect(summaryOf(rollUp(samples), [window]).availability).toBe(1);
  expect(summaryOf([]).availability).toBe(null);
});
