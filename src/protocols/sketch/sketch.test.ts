import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countAbove,
  countOf,
  emptySketch,
  largestValue,
  meanOf,
  mergeSketches,
  quantileOf,
  relativeError,
  sketchOf,
  smallestValue,
} from './sketch.ts';
import { maxTextLength, parseSketch, printSketch } from './sketch-text.ts';

const seeded = { seed: 20261122, numRuns: 300 };
/** Spread over nine decades, as latencies and sizes are. */
const figure = fc
  .tuple(fc.integer({ min: -3, max: 6 }), fc.double({ min: 1, max: 9.99, noNaN: true }))
  .map(([decade, digits]) => digits * 10 ** decade);
const figures = fc.array(figure, { maxLength: 200 });
const sketch = figures.map(sketchOf);

describe('a sketch of latencies', () => {
  test('every quantile is within 1 % of the figure at that rank', () => {
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 1, maxLength: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((a, b) => a - b);
          const exact = sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
          const told = quantileOf(sketchOf(values), share) ?? Number.NaN;
          expect(Math.abs(told - exact)).toBeLessThanOrEqual(
            exact * relativeError * (1 + 1e-9) + smallestValue,
          );
        },
      ),
      seeded,
    );
  });

  test('the mean is within 1 %', () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 400 }), (values) => {
        const exact = values.reduce((sum, value) => sum + value, 0) / values.length;
        const told = meanOf(sketchOf(values)) ?? Number.NaN;
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(
          exact * relativeError * (1 + 1e-9) + smallestValue,
        );
      }),
      seeded,
    );
  });

  test('merging is the same as having counted everything in one place', () => {
    fc.assert(
      fc.property(figures, figures, (a, b) => {
        expect(mergeSketches(sketchOf(a), sketchOf(b))).toEqual(sketchOf([...a, ...b]));
      }),
      seeded,
    );
  });

  test('merging does not care for the order or the grouping, and nothing changes nothing', () => {
    fc.assert(
      fc.property(sketch, sketch, sketch, (a, b, c) => {
        expect(mergeSketches(a, b)).toEqual(mergeSketches(b, a));
        expect(mergeSketches(mergeSketches(a, b), c)).toEqual(mergeSketches(a, mergeSketches(b, c)));
        expect(mergeSketches(a, emptySketch)).toEqual(a);
      }),
      seeded,
    );
  });

  test('figures that no clock can measure are left out; those beyond the range count as its ends', () => {
    const odd = sketchOf([Number.NaN, -1, Number.POSITIVE_INFINITY, 0, 1e-9, 1e15]);
    expect(countOf(odd)).toBe(3);
    expect(quantileOf(odd, 0)).toBe(0);
    expect(quantileOf(odd, 1)! / largestValue).toBeCloseTo(1, 1);
  });

  test('an empty sketch has no quantile and no mean', () => {
    expect(quantileOf(emptySketch, 0.95)).toBeNull();
    expect(meanOf(emptySketch)).toBeNull();
  });

  test('3 of 10 requests took longer than 500 ms', () => {
    expect(countAbove(sketchOf([1, 20, 30, 40, 50, 300, 450, 510, 700, 9000]), 500)).toBe(3);
  });
});

describe('a sketch as text', () => {
  test('parsing gives back what was printed', () => {
    fc.assert(
      fc.property(sketch, (value) => {
        expect(parseSketch(printSketch(value))).toEqual(value);
      }),
      seeded,
    );
  });

  test('one text for one sketch: whatever parses prints the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'1ABCgh-_09Z'.split('')), maxLength: 30 }), (text) => {
        const value = parseSketch(`1${text}`);
        if (value !== null) expect(printSketch(value)).toBe(`1${text}`);
      }),
      { ...seeded, numRuns: 2000 },
    );
  });

  test('hostile text gives null or what it says, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const value = parseSketch(text);
        expect(value === null || printSketch(value) === text).toBe(true);
      }),
      seeded,
    );
    expect(parseSketch(`1${'A'.repeat(maxTextLength)}`)).toBeNull();
    expect(parseSketch(`1${'_'.repeat(100)}`)).toBeNull();
    expect(parseSketch('')).toBeNull();
  });

  test('a day of one monitor, 1,440 samples, fits into 500 characters', () => {
    const day = Array.from({ length: 1440 }, (_, at) => 80 + 40 * Math.sin(at) + (at % 97 === 0 ? 900 : 0));
    expect(printSketch(sketchOf(day)).length).toBeLessThan(500);
  });

  test('counts beyond 2^31 keep every digit', () => {
    const many = { zeros: 2 ** 40 + 1, buckets: [7], counts: [2 ** 50 + 3] };
    expect(parseSketch(printSketch(many))).toEqual(many);
  });
});
