import { describe, expect, test } from 'vitest';
import { chanceFor, compareRoute } from './compare.ts';

const alone = { tolerance: 0.1, isPaired: false, significance: chanceFor(1) };
const inTurn = { tolerance: 0.1, isPaired: true, significance: chanceFor(1) };
const quiet = [100, 102, 98, 101, 99];

/** A linear congruential generator (Numerical Recipes): the same row of numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('PERF-7: before and after', () => {
  test.each([
    ['the same', quiet, [101, 99, 100, 103, 97], 'same'],
    ['a third slower, every round', quiet, [133, 140, 130, 135, 138], 'slower'],
    ['twice as quick, every round', quiet, [50, 52, 48, 51, 49], 'faster'],
    ['6 % slower, every round: within the tolerance', quiet, [106, 107, 105, 106.5, 106], 'same'],
    ['one round met a pause of the machine', quiet, [101, 99, 340, 103, 97], 'same'],
    [
      'a third slower in the middle, but rounds that overlap widely',
      [80, 150, 100, 90, 160],
      [130, 100, 170, 85, 140],
      'same',
    ],
    ['3 ms are nothing, however sure', [2, 2.1, 2, 2.1, 2], [5, 5.1, 5, 5.1, 5], 'same'],
    ['three rounds', [100, 100, 100], [200, 200, 200], 'unknown'],
    ['nothing measured', [], [], 'unknown'],
  ] as const)('%s: %s', (_name, before, after, verdict) => {
    expect(compareRoute(before, after, alone).verdict).toBe(verdict);
  });

  test('five rounds against five: the farthest apart they can be is 1 chance in 252', () => {
    expect(compareRoute(quiet, [200, 201, 202, 203, 204], alone)).toMatchObject({
      chance: 1 / 252,
      text: '102 % slower: p95 100 ms before, 202 ms after; by chance 1 in 252.',
    });
  });

  test('in turn, a machine that gets slower and slower blames neither', () => {
    const before = [100, 140, 190, 260, 340, 450];
    const after = [102, 138, 195, 255, 343, 452];
    expect(compareRoute(before, after, inTurn).verdict).toBe('same');
    // And a real fifth is seen through the same drift, which hides it from runs one after the other.
    const slower = before.map((ms) => ms * 1.2);
    expect(compareRoute(before, slower, inTurn)).toMatchObject({ verdict: 'slower', chance: 1 / 64 });
    expect(compareRoute(before, slower, alone).verdict).toBe('same');
  });

  test('noise of 15 % alone: of 400 comparisons at most 1 in 33 cries wolf, both directions together', () => {
    const chance = seeded(11);
    const rounds = (): readonly number[] => Array.from({ length: 5 }, () => 100 * (0.85 + 0.3 * chance()));
    const wrong = Array.from({ length: 400 }, () => compareRoute(rounds(), rounds(), alone)).filter(
      ({ verdict }) => verdict !== 'same',
    );
    expect(wrong.length).toBeLessThanOrEqual(12);
  });

  test('and a real 40 % in the same noise is seen in 95 of 100', () => {
    const chance = seeded(12);
    const rounds = (ms: number): readonly number[] =>
      Array.from({ length: 5 }, () => ms * (0.85 + 0.3 * chance()));
    const seen = Array.from({ length: 100 }, () => compareRoute(rounds(100), rounds(140), alone)).filter(
      ({ verdict }) => verdict === 'slower',
    );
    expect(seen.length).toBeGreaterThanOrEqual(95);
  });
});
