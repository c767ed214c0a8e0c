import { expect } from 'vitest';
import { at, hour, type StoreCase } from './story.ts';

const times = (offsetMs: number) => ({ now: at(offsetMs), ttlMs: 10_000 });

export const leaseCases: readonly StoreCase[] = [
  {
    title: 'one holder at a time; it may renew; another gets it when it ended or was given back',
    run: async ({ store }) => {
      expect(await store.leases.acquire('work', 'a', times(0))).toBe(true);
      expect(await store.leases.acquire('work', 'b', times(9_999))).toBe(false);
      expect(await store.leases.acquire('work', 'a', times(9_999))).toBe(true);
      expect(await store.leases.acquire('work', 'b', times(10_000))).toBe(false);
      expect(await store.leases.acquire('work', 'b', times(19_999))).toBe(true);
      await store.leases.release('work', 'a');
      expect(await store.leases.acquire('work', 'a', times(20_000))).toBe(false);
      await store.leases.release('work', 'b');
      expect(await store.leases.acquire('work', 'a', times(20_000))).toBe(true);
    },
  },
  {
    title: 'of twenty who ask at once, over two replicas, one gets it',
    run: async ({ store, second }) => {
      const other = await second();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          (number % 2 ? store : other).leases.acquire('work', `holder-${number}`, times(0)),
        ),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    },
  },
  {
    title: 'the token grows with every change of holder and stays while one renews',
    run: async ({ store }) => {
      const token = async () => (await store.leases.holding('work'))?.token;
      expect(await store.leases.holding('work')).toBeNull();
      await store.leases.acquire('work', 'a', times(0));
      await store.leases.acquire('work', 'a', times(5_000));
      expect(await store.leases.holding('work')).toEqual({ holder: 'a', token: 1, until: at(15_000) });
      await store.leases.acquire('work', 'b', times(15_000));
      expect(await token()).toBe(2);
      await store.leases.release('work', 'b');
      expect(await store.leases.holding('work')).toBeNull();
      await store.leases.acquire('work', 'a', times(15_001));
      expect(await token()).toBe(3);
      await store.leases.acquire('work', 'a', times(hour));
      expect(await token()).toBe(4);
    },
  },
  {
    title: 'a clock put back by an hour does not lock everybody out for an hour',
    run: async ({ store }) => {
      await store.leases.acquire('work', 'a', times(hour));
      expect(await store.leases.acquire('work', 'b', times(0))).toBe(true);
    },
  },
  {
    title: 'leases of other names do not matter',
    run: async ({ store }) => {
      await store.leases.acquire('work', 'a', times(0));
      expect(await store.leases.acquire('other', 'b', times(0))).toBe(true);
    },
  },
];
