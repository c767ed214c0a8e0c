import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

const looks = (pace: ReturnType<typeof createPace>, count: number, lagMs: number): void => {
  for (let look = 0; look < count; look += 1) pace.ended(lagMs);
};

test('looks that were timed well allow more at once; a loop that runs late allows fewer, down to a floor', () => {
  const pace = createPace(() => expect.unreachable());
  expect(pace.limit()).toBe(128);
  looks(pace, 350, 1);
  expect(pace.limit()).toBe(512);
  looks(pace, 250, 40);
  expect(pace.limit()).toBeLessThan(180);
  looks(pace, 5_000, 40);
  expect(pace.limit()).toBe(32);
  looks(pace, 50, 1);
  expect(pace.limit()).toBe(40);
});

test('a look left out is told at the first and after every five hundred more, never once each', () => {
  const told: string[] = [];
  const pace = createPace((sentence) => void told.push(sentence));
  for (let look = 0; look < 501; look += 1) expect(pace.begun(31_000, true)).toBe(true);
  expect(pace.begun(0, false)).toBe(false);
  expect(told).toEqual([
    'This machine is too busy: 1 check was left out so far. Watch less, or add a probe',
    'This machine is too busy: 501 checks were left out so far. Watch less, or add a probe',
  ]);
  expect(pace.health()).toMatchObject({ shed: 501, latenessP99Ms: 31_000 });
});
