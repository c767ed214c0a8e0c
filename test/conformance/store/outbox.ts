import { expect } from 'vitest';
import { at, entry, hour, minute, type StoreCase } from './story.ts';

const delivered = { outcome: 'delivered', detail: 'ok 1732', retryAfterMs: null, messageId: 'ts-1' } as const;
const refusedOnce = {
  outcome: 'retry',
  detail: '429 slow down',
  retryAfterMs: 30_000,
  messageId: null,
} as const;

export const outboxCases: readonly StoreCase[] = [
  {
    title: 'an alert with a known key is not taken twice, and the first stays as it was',
    run: async ({ store }) => {
      expect(await store.outbox.enqueue(entry('1:opened slack'))).toBe(true);
      expect(await store.outbox.enqueue(entry('1:opened slack', { route: 'other' }))).toBe(false);
      expect(await store.outbox.list(10)).toEqual([entry('1:opened slack')]);
    },
  },
  {
    title: 'ten callers with the same key at once: one is told that it is new',
    run: async ({ store, second }) => {
      const other = await second();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, number) => (number % 2 ? store : other).outbox.enqueue(entry('k'))),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store.outbox.list(10)).toHaveLength(1);
    },
  },
  {
    title: 'two replicas never get the same entry, and together they get all',
    run: async ({ store, second }) => {
      const other = await second();
      const ids = Array.from({ length: 40 }, (_, number) => `alert-${String(number).padStart(2, '0')}`);
      for (const id of ids) await store.outbox.enqueue(entry(id));
      const handed = await Promise.all(
        Array.from({ length: 20 }, (_, number) => (number % 2 ? store : other).outbox.due(at(0), 5)),
      );
      const taken = handed.flat().map(({ id }) => id);
      expect(new Set(taken).size).toBe(taken.length);
      const rest = (await store.outbox.due(at(0), 100)).map(({ id }) => id);
      expect([...taken, ...rest].toSorted()).toEqual(ids);
    },
  },
  {
    title: 'due entries come in the order of their time; later ones wait',
    run: async ({ store }) => {
      await store.outbox.enqueue(entry('b', { nextAt: at(2000) }));
      await store.outbox.enqueue(entry('a', { nextAt: at(1000) }));
      await store.outbox.enqueue(entry('c', { nextAt: at(hour) }));
      expect((await store.outbox.due(at(minute), 10)).map(({ id }) => id)).toEqual(['a', 'b']);
    },
  },
  {
    title: 'a sender that was killed: its entry is handed out again after twenty seconds, not before',
    run: async ({ store }) => {
      await store.outbox.enqueue(entry('a'));
      expect(await store.outbox.due(at(0), 10)).toHaveLength(1);
      expect(await store.outbox.due(at(19_999), 10)).toEqual([]);
      expect(await store.outbox.due(at(20_000), 10)).toHaveLength(1);
    },
  },
  {
    title: 'a clock put back by an hour does not keep an entry for an hour',
    run: async ({ store }) => {
      await store.outbox.enqueue(entry('a', { nextAt: at(-2 * hour) }));
      expect(await store.outbox.due(at(0), 10)).toHaveLength(1);
      expect(await store.outbox.due(at(-hour), 10)).toHaveLength(1);
    },
  },
  {
    title: 'tried again at its time, then delivered with the proof; done is done',
    run: async ({ store }) => {
      await store.outbox.enqueue(entry('a'));
      await store.outbox.due(at(0), 10);
      await store.outbox.record('a', refusedOnce, { at: at(30_000) });
      expect(await store.outbox.due(at(29_999), 10)).toEqual([]);
      const [again] = await store.outbox.due(at(30_000), 10);
      expect(again).toEqual(entry('a', { attempts: 1, nextAt: at(30_000), lastDetail: '429 slow down' }));
      await store.outbox.record('a', delivered, 'done');
      await store.outbox.record('a', refusedOnce, { at: at(hour) });
      expect(await store.outbox.due(at(2 * hour), 10)).toEqual([]);
      expect(await store.outbox.list(1)).toEqual([
        entry('a', {
          attempts: 2,
          nextAt: at(30_000),
          state: 'done',
          lastDetail: 'ok 1732',
          messageId: 'ts-1',
        }),
      ]);
    },
  },
  {
    title: 'given up is kept with the last words of the receiver',
    run: async ({ store }) => {
      await store.outbox.enqueue(entry('a'));
      await store.outbox.record('a', { ...refusedOnce, outcome: 'refused', detail: '410 gone' }, 'given-up');
      expect(await store.outbox.list(1)).toMatchObject([{ state: 'given-up', lastDetail: '410 gone' }]);
    },
  },
];
