import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestGapSeconds } from './cron.ts';

const hour = 3600;
const day = 24 * hour;

describe('MON-1: how long a job may be silent', () => {
  it.each([
    ['* * * * *', 60],
    ['*/15 * * * *', 15 * 60],
    ['5 * * * *', hour],
    ['0 3 * * *', day],
    ['0 9-17 * * mon-fri', 2 * day + 16 * hour],
    ['0,10 0 * * *', day - 10 * 60],
    ['30 6 1 * *', 31 * day],
    ['0 0 29 2 *', 1461 * day],
    ['0 0 1,15 * 5', 7 * day],
    ['0 0 * * 7', 7 * day],
    ['0 22 * jan sun', 343 * day],
    ['@daily', day],
    ['@hourly', hour],
    ['3/20 * * * *', 20 * 60],
  ])('%s: %i s', (text, seconds) => {
    expect(longestGapSeconds(text)).toBe(seconds);
  });
  it.each([
    '',
    '* * * *',
    '61 * * * *',
    '* * * * * *',
    '0 0 30 2 *',
    '*/0 * * * *',
    '5-1 * * * *',
    'a b c d e',
    '@reboot',
  ])('%s is none', (text) => {
    expect(longestGapSeconds(text)).toBeNull();
  });
  it('any text has an answer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[\d*,/a-z-]{1,6}$/), { minLength: 5, maxLength: 5 }),
        (fields) => {
          const gap = longestGapSeconds(fields.join(' '));
          expect(gap === null || gap > 0).toBe(true);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });
});
