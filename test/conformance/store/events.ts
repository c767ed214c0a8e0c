import { expect } from 'vitest';
import type { EventGroup, SeriesPoint, StoredEvent } from '../../../src/model/store.ts';
import { countOf, sketchOf } from '../../../src/protocols/sketch/sketch.ts';
import { parseSketch, printSketch } from '../../../src/protocols/sketch/sketch-text.ts';
import { at, hour, minute, type StoreCase } from './story.ts';

export const event = (id: string, offsetMs: number, group = 'g'): StoredEvent => ({
  id,
  group,
  kind: 'error',
  at: at(offsetMs),
  body: { message: 'TypeError: \u0000 x is not a function', frames: [1, 2] },
});
export const group = (id: string, changes: Partial<EventGroup> = {}): EventGroup => ({
  id,
  kind: 'error',
  title: 'TypeError: x is not a function',
  culprit: 'cart.ts in addItem',
  status: 'new',
  firstSeen: at(0),
  lastSeen: at(0),
  count: 1,
  release: '1.4.2',
  environment: null,
  assignee: null,
  ignoredUntil: null,
  detail: { tags: { browser: 'Firefox' } },
  ...changes,
});
export const point = (series: string, changes: Partial<SeriesPoint> = {}): SeriesPoint => ({
  series,
  from: at(0),
  count: 2,
  errors: 1,
  sum: 12.5,
  sketch: printSketch(sketchOf([10, 20])),
  ...changes,
});

export const eventCases: readonly StoreCase[] = [
  {
    title: 'events of a group: newest first, the same one twice is one',
    run: async ({ store }) => {
      await store.events.append([event('1', 0), event('2', minute), event('3', 0, 'other')]);
      await store.events.append([event('2', minute)]);
      expect(await store.events.samplesOf('g', 9)).toEqual([event('2', minute), event('1', 0)]);
      await store.events.append([]);
    },
  },
  {
    title: 'a flood of one error keeps its newest 100 events',
    run: async ({ store }) => {
      await store.events.append(
        Array.from({ length: 1500 }, (_, number) => event(`e${number}`, number * 1000)),
      );
      await store.events.append([event('last', hour)]);
      const kept = await store.events.samplesOf('g', 5000);
      expect(kept).toHaveLength(100);
      expect(kept[0]?.id).toBe('last');
      expect(kept.at(-1)?.id).toBe('e1401');
    },
  },
  {
    title: 'groups are found by kind, state and words, newest first',
    run: async ({ store }) => {
      const cart = group('a');
      const pay = group('b', {
        title: 'Zahlung Übertragen: 100%_sure',
        culprit: 'PAY.ts',
        lastSeen: at(hour),
      });
      const log = group('c', { kind: 'log', status: 'ignored' });
      for (const one of [cart, pay, log]) await store.events.putGroup(one);
      const found = async (query: { readonly search?: string; readonly status?: string }) =>
        (await store.events.groups({ kind: 'error', limit: 9, ...query })).map(({ id }) => id);
      expect(await found({})).toEqual(['b', 'a']);
      expect(await found({ search: 'ADDITEM' })).toEqual(['a']);
      expect(await found({ search: 'übertragen' })).toEqual(['b']);
      expect(await found({ search: '100%_S' })).toEqual(['b']);
      expect(await found({ search: '%' })).toEqual(['b']);
      expect(await found({ search: '\\' })).toEqual([]);
      await store.events.putGroup({ ...cart, status: 'resolved', count: 7 });
      expect(await found({ status: 'resolved' })).toEqual(['a']);
      expect(await store.events.group('a')).toEqual({ ...cart, status: 'resolved', count: 7 });
      expect(await store.events.group('none')).toBeNull();
    },
  },
  {
    title: 'points of a series add up, with their sketches',
    run: async ({ store }) => {
      await store.events.addSeries([
        point('http /cart'),
        point('http /cart'),
        point('http /pay', { sketch: null }),
      ]);
      await store.events.addSeries([point('http /cart', { sketch: null }), point('http /pay')]);
      const query = { prefix: 'http ', from: at(0), to: at(hour), limit: 9 };
      const [cart, pay] = await store.events.series(query);
      expect(cart).toMatchObject({ series: 'http /cart', count: 6, errors: 3, sum: 37.5 });
      expect(countOf(parseSketch(cart!.sketch!)!)).toBe(4);
      expect(pay).toEqual(point('http /pay', { count: 4, errors: 2, sum: 25 }));
    },
  },
  {
    title: 'series are found by the beginning of their name and by time',
    run: async ({ store }) => {
      await store.events.addSeries([
        point('a%'),
        point('a%b', { from: at(5 * minute) }),
        point('ab'),
        point('b'),
      ]);
      const names = async (prefix: string, from = 0, to: number = hour) =>
        (await store.events.series({ prefix, from: at(from), to: at(to), limit: 9 })).map(
          ({ series }) => series,
        );
      expect(await names('a%')).toEqual(['a%', 'a%b']);
      expect(await names('a')).toEqual(['a%', 'a%b', 'ab']);
      expect(await names('', minute)).toEqual(['a%b']);
      expect(await names('', 0, 5 * minute)).toEqual(['a%', 'ab', 'b']);
    },
  },
  {
    title: 'two replicas that count into one point at once lose nothing',
    run: async ({ store, second }) => {
      const other = await second();
      await Promise.all(
        Array.from({ length: 40 }, (_, number) =>
          (number % 2 ? store : other).events.addSeries([point('y'), point('x')]),
        ),
      );
      const points = await store.events.series({ prefix: '', from: at(0), to: at(hour), limit: 9 });
      expect(points.map(({ series, count }) => [series, count])).toEqual([
        ['x', 80],
        ['y', 80],
      ]);
    },
  },
];
