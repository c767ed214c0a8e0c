import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/model/outside.ts';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import { createClock } from '../../src/outside/real/clock.ts';

const clocks: readonly (readonly [string, () => Clock & { pendingTimers: () => number }])[] = [
  ['the real clock', createClock],
  ['the fake clock', () => createFakeClock()],
];

describe.each(clocks)('%s', (_name, make) => {
  test('a sleep moves both clocks forward and leaves no timer', async () => {
    const clock = make();
    const [wall, mono] = [clock.now(), clock.monotonicMs()];
    await clock.sleep(15);
    expect(clock.now() - wall).toBeGreaterThanOrEqual(14);
    expect(clock.monotonicMs() - mono).toBeGreaterThanOrEqual(14);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('an aborted sleep resolves at once and its timer is gone', async () => {
    const clock = make();
    const controller = new AbortController();
    const sleeping = clock.sleep(3_600_000, controller.signal);
    controller.abort();
    await sleeping;
    expect(clock.pendingTimers()).toBe(0);
  });

  test('a sleep under an aborted signal sets no timer', async () => {
    const clock = make();
    await clock.sleep(3_600_000, AbortSignal.abort());
    expect(clock.pendingTimers()).toBe(0);
  });

  test('timers fire in the order of their moments', async () => {
    const clock = make();
    const seen: string[] = [];
    clock.after(20, () => seen.push('later'));
    clock.after(1, () => seen.push('sooner'));
    await clock.sleep(40);
    expect(seen).toEqual(['sooner', 'later']);
  });

  test('a cancelled timer never fires, and cancelling twice is harmless', async () => {
    const clock = make();
    const seen: string[] = [];
    const cancel = clock.after(1, () => seen.push('fired'));
    cancel();
    cancel();
    await clock.sleep(10);
    expect(seen).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('a deadline aborts with a TimeoutError after its time', async () => {
    const clock = make();
    using deadline = clock.deadline(5);
    const aborted = new Promise((resolve) => {
      deadline.signal.addEventListener('abort', resolve, { once: true });
    });
    await Promise.all([aborted, clock.sleep(30)]);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  test('a deadline aborts with its parent, for the parent its reason', () => {
    const clock = make();
    const parent = new AbortController();
    using deadline = clock.deadline(1_000, parent.signal);
    parent.abort('stop');
    expect(deadline.signal.reason).toBe('stop');
  });

  test('a disposed deadline leaves no timer', () => {
    const clock = make();
    {
      using _deadline = clock.deadline(1_000);
      expect(clock.pendingTimers()).toBe(1);
    }
    expect(clock.pendingTimers()).toBe(0);
  });
});

test('a month of checks every minute is 43,200 checks in fake time', async () => {
  const clock = createFakeClock({ isAutomatic: false });
  const start = clock.now();
  let checks = 0;
  const again = (): void => {
    checks += 1;
    clock.after(60_000, again);
  };
  clock.after(60_000, again);
  await clock.advance(30 * 86_400_000);
  expect(checks).toBe(43_200);
  expect(clock.now() - start).toBe(30 * 86_400_000);
});

test('a wall clock set back does not disturb the monotonic one', () => {
  const clock = createFakeClock({ now: 1_000_000 });
  clock.jumpWallClock(-5_000);
  expect([clock.now(), clock.monotonicMs()]).toEqual([995_000, 0]);
});
