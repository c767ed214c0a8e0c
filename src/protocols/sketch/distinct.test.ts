import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDistinct, distinctOf, mergeDistinct, noneDistinct } from './distinct.ts';

const hashOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 8);
const users = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => hashOf(`user ${from + at}`));

describe('MON-6: how many users an error met', () => {
  it.each([0, 1, 2, 63, 64])('%i are told exactly', (count) => {
    expect(countDistinct(distinctOf([...users(0, count), ...users(0, count)]))).toBe(count);
  });
  it.each([65, 300, 1_000, 10_000])('%i are told within 15 percent', (count) => {
    const counted = countDistinct(distinctOf(users(0, count)));
    expect(Math.abs(counted - count) / count).toBeLessThan(0.15);
  });
  it('merged in any order and any number of times it is the same', () => {
    const parts = [users(0, 40), users(20, 40), users(50, 200), users(0, 3)].map(distinctOf);
    const forwards = parts.reduce(mergeDistinct, noneDistinct);
    expect([...parts, ...parts].toReversed().reduce(mergeDistinct, noneDistinct)).toBe(forwards);
    expect(forwards).toBe(distinctOf(users(0, 250)));
  });
  it('text that is none counts as nothing, never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(countDistinct(mergeDistinct(one, other))).toBeGreaterThanOrEqual(0);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
