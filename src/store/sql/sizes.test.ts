import { expect, test } from 'vitest';
import { evenChunks, filledList } from './sizes.ts';

const upTo = (length: number): readonly number[] => Array.from({ length }, (_, place) => place);

test('pieces hold everything once and in order, in lengths that are powers of two', () => {
  for (const length of upTo(600)) {
    const chunks = [...evenChunks(upTo(length), 128)];
    expect(chunks.flat()).toEqual(upTo(length));
    for (const { length: size } of chunks) expect([1, 2, 4, 8, 16, 32, 64, 128]).toContain(size);
    expect(chunks.length).toBeLessThanOrEqual(Math.floor(length / 128) + 7);
  }
});

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
