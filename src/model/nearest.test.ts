import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest, orList } from './nearest.ts';

describe('did you mean', () => {
  test.each([
    ['aap', ['app', 'api', 'admin'], 'app'],
    ['ownr', ['owner', 'purpose'], 'owner'],
    ['Owner', ['owner'], 'owner'],
    ['colour', ['name', 'role'], null],
    ['xy', ['abc'], null],
    ['x'.repeat(100), ['x'.repeat(99)], null],
  ])('%s among %s: %s', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});

test('distance is symmetric, zero only between equals, and at most the longer length', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      expect(distance).toBe(editDistance(b, a));
      expect(distance === 0).toBe(a === b);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
    { seed: 3 },
  );
});

test('a list reads like a sentence', () => {
  expect([orList([]), orList(['a']), orList(['a', 'b']), orList(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a or b',
    'a, b or c',
  ]);
});
