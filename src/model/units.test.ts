import { expect, test } from 'vitest';
import { parseDuration, parseSize } from './units.ts';

test.each([
  ['250ms', 250],
  ['1s', 1_000],
  ['1.5h', 5_400_000],
  ['5 m', 300_000],
  ['2d', 172_800_000],
  ['0s', 0],
  ['', null],
  ['5', null],
  ['-5s', null],
  ['5 minutes', null],
  ['1e3s', null],
  ['9999999999s', null],
])('the length of time %s is %s ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  ['800B', 800],
  ['500 kB', 500_000],
  ['1.5MB', 1_500_000],
  ['2MiB', 2_097_152],
  ['1gib', 1_073_741_824],
  ['', null],
  ['12', null],
  ['12 k', null],
])('the size %s is %s bytes', (text, expected) => {
  expect(parseSize(text)).toBe(expected);
});
