import { expect } from 'vitest';
import { unixMs } from '../../../src/model/brand.ts';
import type { Store } from '../../../src/model/store.ts';
import { at, day, entry, hour, minute, sample, type StoreCase } from './story.ts';

const firstTimes = { rawDays: 7, fiveMinuteDays: 60, hourDays: 400, eventDays: 90, alertDays: 400 };

/** Maintenance over so many days, often enough that no gap looks like a clock gone wrong. */
async function live(store: Store, fromMs: number, days: number): Promise<number> {
  let removed = 0;
  for (let passed = 0; passed <= days * 24; passed += 24) {
    removed += (await store.maintain(unixMs(at(fromMs) + passed * hour))).removed;
  }
  return removed;
}

export const retentionCases: readonly StoreCase[] = [
  {
    title: 'raw samples go after 7 days, five minutes and hours after the days set, days never',
    run: async ({ second }) => {
      const store = await second({ fiveMinuteDays: 12, hourDays: 20 });
      await store.samples.append([0, 1, 2].map((minutes) => sample({ at: at(minutes * minute) })));
      const left = async () => ({
        raw: (await store.samples.recent('shop', 10)).length,
        ...Object.fromEntries(
          await Promise.all(
            (['5m', '1h', '1d'] as const).map(async (step) => [
              step,
              (await store.samples.rollups({ monitors: ['shop'], step, from: at(-day), to: at(day) })).length,
            ]),
          ),
        ),
      });
      await live(store, 0, 7);
      expect(await left()).toEqual({ raw: 3, '5m': 1, '1h': 1, '1d': 1 });
      expect(await live(store, 7 * day, 2)).toBeGreaterThan(0);
      expect(await left()).toEqual({ raw: 0, '5m': 1, '1h': 1, '1d': 1 });
      await live(store, 9 * day, 5);
      expect(await left()).toEqual({ raw: 0, '5m': 0, '1h': 1, '1d': 1 });
      await live(store, 14 * day, 9);
      expect(await left()).toEqual({ raw: 0, '5m': 0, '1h': 0, '1d': 1 });
    },
  },
  {
    title: 'a sample from before the retention is not taken: its day was counted long ago',
    run: async ({ store }) => {
      await store.samples.append([sample({ at: at(-9 * day) }), sample()]);
      expect(await store.samples.recent('shop', 10)).toHaveLength(1);
    },
  },
  {
    title: 'a clock that leaps a year ahead does not cost the history',
    run: async ({ store }) => {
      await store.samples.append([sample()]);
      await store.maintain(at(minute));
      for (let call = 0; call < 24; call += 1) await store.maintain(at(365 * day + call * minute));
      expect(await store.samples.recent('shop', 10)).toHaveLength(1);
      await store.maintain(at(2 * minute));
      expect(await store.samples.recent('shop', 10)).toHaveLength(1);
    },
  },
  {
    title: 'one call forgets a bounded number of rows, several forget all',
    run: async ({ store }) => {
      await store.samples.append(
        Array.from({ length: 6_000 }, (_, number) =>
          sample({ monitor: `m${number % 10}`, at: at(number * 100) }),
        ),
      );
      let calls = 0;
      for (let passed = 0; passed <= 9 * 24; passed += 12, calls += 1) {
        const { removed } = await store.maintain(at(passed * hour));
        expect(removed).toBeLessThanOrEqual(6_000);
      }
      expect(calls).toBeGreaterThan(10);
      for (let number = 0; number < 10; number += 1)
        expect(await store.samples.recent(`m${number}`, 5)).toEqual([]);
    },
  },
  {
    title:
      'a shorter time that an owner chose: told before, holds at once and elsewhere, and after a restart',
    run: async ({ store, clock, second }) => {
      const other = await second();
      for (let passed = 0; passed < 5; passed += 1)
        await store.samples.append([sample({ at: at(-passed * day) })]);
      for (let call = 0; call < 3; call += 1) await store.maintain(at(0));
      const { times, fixed } = await store.retention.get();
      expect({ ...times, fixed }).toEqual({ ...firstTimes, fixed: [] });
      const shorter = { ...times, rawDays: 2 };
      expect(await store.retention.losses(times)).toEqual([]);
      expect(await store.retention.losses(shorter)).toEqual([
        { id: 'rawDays', count: 2, isMore: false, before: at(-2 * day) },
      ]);
      expect(await store.samples.recent('shop', 10)).toHaveLength(5);
      await store.retention.keep(shorter);
      await store.maintain(at(0));
      expect(await store.samples.recent('shop', 10)).toHaveLength(3);
      expect(await store.retention.losses(shorter)).toEqual([]);
      await clock.advance(11_000);
      await other.samples.append([sample({ at: at(-4 * day) })]);
      expect(await other.samples.recent('shop', 10)).toHaveLength(3);
      expect((await (await second()).retention.get()).times).toEqual(shorter);
    },
  },
  {
    title:
      'a time given when the store is opened stands above what was chosen, and coarser figures stay as long',
    run: async ({ store, second }) => {
      await store.retention.keep({ ...firstTimes, rawDays: 3, fiveMinuteDays: 4 });
      const started = await second({ rawDays: 30 });
      expect(await started.retention.get()).toEqual({
        times: { ...firstTimes, rawDays: 30, fiveMinuteDays: 30 },
        fixed: ['rawDays'],
      });
      expect(await started.retention.losses({ ...firstTimes, rawDays: 1 })).toEqual([]);
      expect((await store.retention.get()).times).toEqual({ ...firstTimes, rawDays: 3, fiveMinuteDays: 4 });
    },
  },
  {
    title: 'chosen times nobody can have chosen are not believed: nothing is deleted for them',
    run: async ({ store }) => {
      await store.settings.put('retention', { rawDays: 0, hourDays: 'all' });
      expect((await store.retention.get()).times).toEqual(firstTimes);
    },
  },
  {
    title: 'an alert that waits is never forgotten; a sent one is after the days set',
    run: async ({ second }) => {
      const store = await second({ alertDays: 10 });
      await store.outbox.enqueue(entry('waits'));
      await store.outbox.enqueue(entry('sent'));
      const delivery = {
        outcome: 'delivered',
        detail: '250 OK',
        retryAfterMs: null,
        messageId: null,
      } as const;
      await store.outbox.record('sent', delivery, 'done');
      await live(store, 0, 12);
      expect((await store.outbox.list(10)).map(({ id }) => id)).toEqual(['waits']);
    },
  },
];
