import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDueQueue } from './due-queue.ts';
import { firstDue, nextDue, recheckAfterMs, slotOf } from './schedule.ts';

const now = Date.UTC(2026, 10, 22, 12);
const slot = (id: number, seconds = 60): ReturnType<typeof slotOf> =>
  slotOf({ id: `m${id}`, intervalSeconds: seconds }, 'eu');

test('10,000 monitors a minute: no second has more than 1.4 times its share', () => {
  const perSecond = Array.from({ length: 60 }, () => 0);
  for (let id = 0; id < 10_000; id += 1) {
    const second = Math.floor((nextDue(slot(id), now) - now) / 1000) % 60;
    perSecond[second] = (perSecond[second] ?? 0) + 1;
  }
  expect(Math.max(...perSecond)).toBeLessThan((10_000 / 60) * 1.4);
});

test('turns are exactly one interval apart, whenever one asks', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 10, max: 86_400 }), fc.nat(10 ** 9), (id, seconds, ms) => {
      const at = now + ms;
      const due = nextDue(slot(id, seconds), at);
      expect(due).toBeGreaterThan(at);
      expect(due - at).toBeLessThanOrEqual(seconds * 1000);
      expect(nextDue(slot(id, seconds), due)).toBe(due + seconds * 1000);
    }),
    { seed: 8 },
  );
});

test('after a restart every monitor is checked within one interval, a daily one that was missed within a minute (MON-1)', () => {
  for (let id = 0; id < 10_000; id += 1) {
    expect(firstDue(slot(id), { lastAt: now - 90_000, now }) - now).toBeLessThanOrEqual(60_000);
    expect(firstDue(slot(id, 86_400), { lastAt: null, now }) - now).toBeLessThanOrEqual(60_000);
  }
});

test('a daily monitor that had its turn this morning waits for its next one', () => {
  const daily = slot(1, 86_400);
  expect(firstDue(daily, { lastAt: now - 3_600_000, now })).toBe(nextDue(daily, now));
});

test('regions look at different moments', () => {
  const monitor = { id: 'homepage', intervalSeconds: 60 };
  expect(nextDue(slotOf(monitor, 'eu'), now)).not.toBe(nextDue(slotOf(monitor, 'us'), now));
});

test('a failed check is looked at again after 5 to 10 seconds', () => {
  for (let turn = 0; turn < 1000; turn += 1) {
    const ms = recheckAfterMs('homepage', turn);
    expect(ms).toBeGreaterThanOrEqual(5_000);
    expect(ms).toBeLessThanOrEqual(10_000);
  }
});

test('the queue gives jobs in the order they are due, each key once', () => {
  const job = fc.record({ key: fc.nat(30), at: fc.nat(1000) });
  fc.assert(
    fc.property(fc.array(job, { maxLength: 200 }), (jobs) => {
      const queue = createDueQueue<number>();
      const last = new Map<string, number>();
      for (const { key, at } of jobs) {
        queue.put(String(key), { at, value: key });
        last.set(String(key), at);
      }
      const taken: [string, number][] = [];
      for (let due = queue.take(1000); due !== null; due = queue.take(1000)) taken.push([due.key, due.at]);
      expect(taken.map(([, at]) => at)).toEqual(taken.map(([, at]) => at).toSorted((a, b) => a - b));
      expect(new Map(taken)).toEqual(last);
      expect(taken).toHaveLength(last.size);
    }),
    { seed: 8 },
  );
});

test('a job that is not due stays, and a sooner time wins over a later one', () => {
  const queue = createDueQueue<string>();
  queue.put('a', { at: 100, value: 'a' });
  queue.put('a', { at: 200, value: 'later' }, true);
  expect(queue.nextAt()).toBe(100);
  expect(queue.take(99)).toBe(null);
  queue.put('a', { at: 50, value: 'sooner' }, true);
  expect(queue.take(99)).toEqual({ key: 'a', at: 50, value: 'sooner', order: 2 });
  expect(queue.size()).toBe(0);
});
