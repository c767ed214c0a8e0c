import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, clip, padCells, wrap } from './wrap.ts';

describe('cells', () => {
  test.each([
    ['plain', 5],
    ['日本', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['✓', 1],
    ['🚀', 2],
    ['', 0],
  ])('%s takes %i', (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
  });
});

describe('wrapping', () => {
  test('breaks at spaces, keeps a long command whole', () => {
    expect(wrap('see curl-with-a-very-long-name now', 10)).toEqual([
      'see',
      'curl-with-a-very-long-name',
      'now',
    ]);
  });
  test('law: joined again it is the same text, and no line with a space is too long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 12 })),
        fc.integer({ min: 1, max: 60 }),
        (words, width) => {
          const text = words.map((word) => word.replaceAll(/\s/gu, '_')).join(' ');
          const lines = wrap(text, width);
          expect(lines.join(' ')).toBe(text);
          for (const line of lines) if (line.includes(' ')) expect(cellsOf(line)).toBeLessThanOrEqual(width);
        },
      ),
      { seed: 7 },
    );
  });
});

test('law: clipped text fits, padded text fills', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, width) => {
      expect(cellsOf(clip(text, width))).toBeLessThanOrEqual(width);
      expect(cellsOf(padCells(clip(text, width), width))).toBe(width);
    }),
    { seed: 7 },
  );
});
