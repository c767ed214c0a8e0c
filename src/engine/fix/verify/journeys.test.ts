import { expect, test } from 'vitest';
import { brokenJourneys } from './journeys.ts';
import type { Walked } from './journeys.ts';

const walked = (outcome: Walked['outcome'], message = ''): Walked => ({
  journey: 'checkout',
  title: 'Buy a mug',
  outcome,
  message,
});

/** FIX-2: journeys are walked before and after. */
test.each<[string, readonly Walked[], Walked, readonly string[]]>([
  ['good and good', [walked('good')], walked('good'), []],
  [
    'good, then broken',
    [walked('good')],
    walked('failed', 'step 3 answered 502'),
    ['the journey “Buy a mug” fails now: step 3 answered 502'],
  ],
  [
    'good, then not to be walked',
    [walked('good')],
    walked('could not run', 'the inbox is gone'),
    ['the journey “Buy a mug” cannot be walked any more: the inbox is gone'],
  ],
  ['broken before', [walked('failed')], walked('failed'), []],
  ['never walked before', [], walked('failed'), []],
])('%s', (_, before, after, sentences) => {
  expect(brokenJourneys(before, [after])).toEqual(sentences);
});
