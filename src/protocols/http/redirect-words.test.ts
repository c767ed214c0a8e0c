import { expect, test } from 'vitest';
import { mapRow } from './redirect-words.ts';
import { sampleWalk } from './walk-sample.ts';

test.each([
  [
    sampleWalk('301 http://a.test/ > https://a.test/', '200 https://a.test/'),
    'http://a.test/ leads to https://a.test/ in one step, for good, and becomes encrypted.',
  ],
  [
    sampleWalk(
      '302 https://a.test/ > https://b.test/',
      '301 https://b.test/ > https://c.test/',
      '200 https://c.test/',
    ),
    'https://a.test/ leads to https://c.test/ in 2 steps, for the time being.',
  ],
  [
    sampleWalk('301 https://a.test/ > https://a.test/', 'loop https://a.test/'),
    'https://a.test/ goes round in a circle and never arrives (back at https://a.test/) in one step, for good.',
  ],
  [
    sampleWalk('301 https://a.test/ > https://b.test/', 'refused https://b.test/'),
    'https://a.test/ leads to https://b.test/, which does not answer, in one step, for good.',
  ],
])('%#: in words', (walk, text) => {
  expect(mapRow(walk)?.text).toBe(text);
});

test('a walk without a redirect is no row', () => {
  expect(mapRow(sampleWalk('200 https://a.test/'))).toBe(null);
});
