import { plural } from '../model/words.ts';
import { expect, test } from 'vitest';
import { unixMs } from '../model/brand.ts';
import { isoText, momentText, tookText, workText } from './words.ts';
import * as web from '../../web/parts/format.ts';

test.each([
  [0, '0 min'],
  [10, '10 min'],
  [60, '1 h'],
  [150, '2 h 30 min'],
])('%i minutes of work: %s, in the terminal as on the page', (minutes, text) => {
  expect(workText(minutes)).toBe(text);
  expect(web.workText(minutes)).toBe(text);
});

test.each([
  [12.4, '12 ms'],
  [999, '999 ms'],
  [3217, '3.2 s'],
])('%d ms: %s, in the terminal as on the page', (ms, text) => {
  expect(tookText(ms)).toBe(text);
  expect(web.tookText(ms)).toBe(text);
});

test('moments are UTC, whatever the machine thinks', () => {
  const moment = unixMs(1_795_315_200_000);
  expect(momentText(moment)).toBe('2026-11-22 02:40 UTC');
  expect(isoText(moment)).toBe('2026-11-22T02:40:00');
  expect(web.momentText(moment)).toBe('22 November 2026 at 02:40 UTC');
});

test('one of a kind', () => {
  expect([plural(0, 'fix', 'fixes'), plural(1, 'fix', 'fixes'), plural(2, 'finding')]).toEqual([
    '0 fixes',
    '1 fix',
    '2 findings',
  ]);
});
