import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, parseOklch, type Oklch } from './colour.ts';

type Scheme = 'light' | 'dark';

/** Every `--name: light-dark(oklch(...), oklch(...))` of tokens.css. */
function tokens(): ReadonlyMap<string, Readonly<Record<Scheme, Oklch>>> {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
  const pairs = css.matchAll(/--([a-z-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);/gu);
  return new Map(
    [...pairs].map(([, name = '', light = '', dark = '']) => [
      name,
      { light: parseOklch(light), dark: parseOklch(dark) },
    ]),
  );
}

const all = tokens();
const backgrounds = ['canvas', 'surface', 'sunken'];
const worst = (name: string, scheme: Scheme): number =>
  Math.min(
    ...backgrounds.map((background) => {
      const [front, back] = [all.get(name), all.get(background)];
      if (front === undefined || back === undefined) throw new Error(`no token ${name} or ${background}`);
      return contrast(front[scheme], back[scheme]);
    }),
  );

const texts = ['text', 'muted-text', 'accent-text', 'ok-text', 'warn-text', 'bad-text', 'idle-text'];
// idle-fill is left out on purpose: it is never the only sign, shape and word say the same.
const fills = ['ok-fill', 'warn-fill', 'bad-fill'];
const schemes: readonly Scheme[] = ['light', 'dark'];

test('all colour tokens were read', () => {
  expect([...all.keys()].toSorted()).toEqual(
    ['canvas', 'surface', 'sunken', 'line', 'idle-fill', ...texts, ...fills].toSorted(),
  );
});

describe.each(schemes)('%s scheme, worst of canvas, surface and sunken', (scheme) => {
  test.each(texts)('%s can be read: at least 4.5', (name) => {
    expect(worst(name, scheme)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(fills)('%s can be told apart: at least 3', (name) => {
    expect(worst(name, scheme)).toBeGreaterThanOrEqual(3);
  });
});

describe('the arithmetic, against white', () => {
  test.each([
    ['oklch(0 0 0)', 21],
    ['oklch(1 0 0)', 1],
    // sRGB #767676, the lightest grey that passes on white.
    ['oklch(0.56589 0 0)', 4.54],
    // sRGB #0000ff and #ff0000.
    ['oklch(0.45201 0.31321 264.052)', 8.59],
    ['oklch(0.62796 0.25768 29.234)', 4],
  ])('%s has %d', (colour, ratio) => {
    expect(contrast(parseOklch(colour), parseOklch('oklch(1 0 0)'))).toBeCloseTo(ratio, 1);
  });
});
