import { describe, expect, it } from 'vitest';
import { lookOf } from './day-bars.tsx';
import { linesOf } from './lines.ts';

describe('a line over time', () => {
  it.each([
    ['nothing known: no line', [{ x: 0, y: null }], []],
    ['one point alone: a dot', [{ x: 3, y: 4 }], ['3.0,4.0 3.0,4.0']],
    [
      'a gap stays a gap: nobody looked, so nothing is drawn',
      [
        { x: 0, y: 1 },
        { x: 1, y: 2 },
        { x: 2, y: null },
        { x: 3, y: 5 },
        { x: 4, y: 6 },
      ],
      ['0.0,1.0 1.0,2.0', '3.0,5.0 4.0,6.0'],
    ],
  ])('%s', (_story, points, lines) => {
    expect(linesOf(points)).toEqual(lines);
  });
});

describe('a day as a bar', () => {
  it('every state differs by height or colour and has its word; an unheard-of letter is not known', () => {
    expect([...'uspd-?'].map((letter) => lookOf(letter).word)).toEqual([
      'up',
      'slow',
      'part of the day down',
      'down',
      'not known',
      'not known',
    ]);
    expect(
      new Set([...'uspd-'].map((letter) => `${lookOf(letter).tone} ${lookOf(letter).height}`)).size,
    ).toBe(5);
  });
});
