import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rollbackDecision } from './rollback-rule.ts';
import type { Stretch } from './rollback-rule.ts';

const well: Stretch = { requests: 2000, errors: 4, p95Ms: 180, journeys: 10, failedJourneys: 0 };
const none: Stretch = { requests: 0, errors: 0, p95Ms: null, journeys: 0, failedJourneys: 0 };

test.each<[string, Stretch, Stretch, string]>([
  ['as before', well, well, 'keep: 0.2 % of 2000 requests fail (0.2 % before), p95 180 ms, 10 journeys good'],
  [
    'errors jump',
    well,
    { ...well, errors: 160 },
    'roll back: 8.0 % of requests fail, before the deploy 0.2 % did',
  ],
  [
    'errors creep',
    well,
    { ...well, errors: 30 },
    'watch: 1.5 % of requests fail, before the deploy 0.2 % did',
  ],
  [
    'two errors in few requests',
    well,
    { ...well, requests: 55, errors: 2 },
    'watch: 3.6 % of requests fail, before the deploy 0.2 % did',
  ],
  [
    'too few to tell',
    well,
    { ...none, requests: 12, errors: 6 },
    'watch: Only 12 requests since the deploy, too few to tell',
  ],
  [
    'it was as bad before',
    { ...well, errors: 200 },
    { ...well, errors: 210 },
    'keep: 11 % of 2000 requests fail (10 % before), p95 180 ms, 10 journeys good',
  ],
  ['twice as slow', well, { ...well, p95Ms: 600 }, 'roll back: p95 is 600 ms, before the deploy 180 ms'],
  ['a little slower', well, { ...well, p95Ms: 290 }, 'watch: p95 is 290 ms, before the deploy 180 ms'],
  [
    'slow, but seen by few',
    well,
    { ...well, requests: 60, errors: 0, p95Ms: 900 },
    'watch: p95 is 900 ms, before the deploy 180 ms',
  ],
  [
    'one journey fails',
    well,
    { ...well, failedJourneys: 1 },
    'watch: 1 of 10 journeys fail, before the deploy 0 of 10 did',
  ],
  [
    'two journeys fail',
    well,
    { ...well, failedJourneys: 2 },
    'roll back: 2 of 10 journeys fail, before the deploy 0 of 10 did',
  ],
  [
    'the journeys failed before',
    { ...well, failedJourneys: 5 },
    { ...well, failedJourneys: 5 },
    'watch: 5 of 10 journeys fail, before the deploy 5 of 10 did: it was broken already',
  ],
  [
    'the first deploy ever',
    none,
    well,
    'keep: 0.2 % of 2000 requests fail (0.0 % before), p95 180 ms, 10 journeys good',
  ],
])('%s (MON-9)', (...row) => {
  const [, before, after, expected] = row;
  const { decision, because } = rollbackDecision(before, after);
  expect(`${decision}: ${because}`).toBe(expected);
});

test('a good deploy is never rolled back by chance: same error rate, any traffic', () => {
  const stretch = fc.record({
    requests: fc.integer({ min: 50, max: 20_000 }),
    p95Ms: fc.constant(200),
    journeys: fc.constant(5),
    failedJourneys: fc.constant(0),
  });
  fc.assert(
    fc.property(stretch, stretch, fc.double({ min: 0, max: 0.3, noNaN: true }), (a, b, share) => {
      const before = { ...a, errors: Math.round(a.requests * share) };
      const after = { ...b, errors: Math.round(b.requests * share) };
      expect(rollbackDecision(before, after).decision).not.toBe('roll back');
    }),
    { seed: 8, numRuns: 500 },
  );
});
