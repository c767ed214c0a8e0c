import { expect, test } from 'vitest';
import { filledList } from './filled-list.ts';

const upTo = (length: number): readonly number[] => Array.from({ length }, (_, place) => place);

test('a list is filled with a value it holds already; none is left out, an empty one stays empty', () => {
  expect(filledList([])).toEqual([]);
  expect(filledList(['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'c']);
  for (const length of upTo(600).slice(1)) {
    const filled = filledList(upTo(length));
    expect([...new Set(filled)]).toEqual(upTo(length));
    expect(Math.log2(filled.length) % 1).toBe(0);
    expect(filled.length).toBeLessThan(2 * length);
  }
});
