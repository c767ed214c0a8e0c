import { expect } from 'vitest';
import type { DayCounts } from '../../../src/model/store.ts';
import type { InboxMessage } from '../../../src/model/store-replicas.ts';
import type { Subscriber } from '../../../src/model/subscriber.ts';
import { at, day, hour, minute, outage, sample, type StoreCase } from './story.ts';

const message = (id: string, offsetMs = 0): InboxMessage => ({
  id,
  at: at(offsetMs),
  body: { kind: 'note', text: `from ${id}\u0000` },
});
const subscriber = (id: string, offsetMs = 0): Subscriber => ({
  id,
  address: `sealed ${id}`,
  state: 'asked',
  createdAt: at(offsetMs),
  confirmedAt: null,
  told: [],
});

/** What several replicas share besides leases, and the days of many monitors (MON-10, MON-4). */
export const replicaCases: readonly StoreCase[] = [
  {
    title: 'messages come in order, stay until removed, and are the same when put twice',
    run: async ({ store, second }) => {
      const other = await second();
      await other.inbox.put([message('b', 5), message('a', 5), message('c', 1)]);
      await store.inbox.put([message('a', 9)]);
      expect((await store.inbox.oldest(10)).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
      expect(await store.inbox.oldest(1)).toEqual([message('c', 1)]);
      await store.inbox.remove(['c', 'a', 'nobody']);
      expect(await other.inbox.oldest(10)).toEqual([message('b', 5)]);
    },
  },
  {
    title: 'leases of one kind are listed while they are held',
    run: async ({ store }) => {
      await store.leases.acquire('replica/eu/one', 'one', { now: at(0), ttlMs: 1000 });
      await store.leases.acquire('replica/eu/two', 'two', { now: at(0), ttlMs: 9000 });
      await store.leases.acquire('replicb', 'three', { now: at(0), ttlMs: 9000 });
      const held = async (offsetMs: number) =>
        (await store.leases.held('replica/', at(offsetMs))).map(({ holder }) => holder);
      expect(await held(0)).toEqual(['one', 'two']);
      expect(await held(1000)).toEqual(['two']);
      await store.leases.release('replica/eu/two', 'two');
      expect(await held(0)).toEqual(['one']);
    },
  },
  {
    title: 'subscribers are kept, changed and forgotten',
    run: async ({ store }) => {
      await store.subscribers.put(subscriber('b', 2));
      await store.subscribers.put(subscriber('a', 1));
      await store.subscribers.put({ ...subscriber('b', 2), state: 'confirmed', confirmedAt: at(3) });
      expect((await store.subscribers.list(10)).map(({ id, state }) => `${id} ${state}`)).toEqual([
        'a asked',
        'b confirmed',
      ]);
      await store.subscribers.remove('a');
      expect(await store.subscribers.get('a')).toBeNull();
      expect(await store.subscribers.get('b')).toMatchObject({ confirmedAt: at(3) });
    },
  },
  {
    title: 'days count what was said, whether rolled up, half rolled up or late',
    run: async ({ store }) => {
      const days = (): Promise<readonly DayCounts[]> =>
        store.samples.days({ monitors: ['shop', 'api'], from: at(-3 * day), to: at(2 * day) });
      await store.samples.append([
        sample({ at: at(-2 * day) }),
        outage({ at: at(-2 * day + 26 * hour), region: 'iad' }),
        sample({ at: at(-day + hour), outcome: 'degraded' }),
        sample({ at: at(minute), monitor: 'api' }),
        sample({ at: at(2 * minute), monitor: 'api', outcome: 'unknown' }),
        sample({ at: at(3 * hour), monitor: 'api' }),
      ]);
      const expected = [
        { monitor: 'api', from: at(0), count: 2, degraded: 0, down: 0 },
        { monitor: 'shop', from: at(-2 * day), count: 1, degraded: 0, down: 0 },
        { monitor: 'shop', from: at(-day), count: 2, degraded: 1, down: 1 },
      ];
      expect(await days()).toEqual(expected);
      for (let round = 0; round < 4; round += 1) await store.maintain(at(4 * hour));
      expect(await days()).toEqual(expected);
      await store.samples.append([outage({ at: at(-2 * day + hour) })]);
      const later = [expected[0], { ...expected[1]!, count: 2, down: 1 }, expected[2]];
      expect(await days()).toEqual(later);
      for (let round = 0; round < 4; round += 1) await store.maintain(at(28 * hour));
      expect(await days()).toEqual(later);
    },
  },
];
