import { expect, test } from 'vitest';
import { createThrottle, signInCounts } from './throttle.ts';

// SEC-1
test('five wrong passwords cost nothing, the sixth try waits, and each wait doubles up to a quarter of an hour', () => {
  const throttle = createThrottle();
  const counted = signInCounts('192.0.2.1', 'ines');
  const waits = Array.from({ length: 20 }, () => {
    throttle.failed(counted, 0);
    return throttle.waitMs(counted, 0);
  });
  expect(waits.slice(0, 8)).toEqual([0, 0, 0, 0, 1000, 2000, 4000, 8000]);
  expect(waits.at(-1)).toBe(15 * 60_000);
  expect(throttle.waitMs(counted, 16 * 60_000)).toBe(0);
});

test('a right password clears the account, not the place: nobody wins fresh tries at other accounts with an own one', () => {
  const throttle = createThrottle();
  for (let tries = 0; tries < 25; tries += 1) {
    throttle.failed(signInCounts('192.0.2.1', `account ${tries}`), 0);
    throttle.succeeded(signInCounts('192.0.2.1', 'own'));
  }
  expect(throttle.waitMs(signInCounts('192.0.2.1', 'ines'), 0)).toBeGreaterThan(0);
  expect(throttle.waitMs(signInCounts('192.0.2.2', 'ines'), 0)).toBe(0);
});
