import { expect } from 'vitest';
import { unixMs } from '../../../src/model/brand.ts';
import type { StoredTrace } from '../../../src/model/trace.ts';
import { at, day, hour, minute, type StoreCase } from './story.ts';

const trace = (id: string, changes: Partial<StoredTrace> = {}): StoredTrace => ({
  id: id.padStart(32, '0'),
  at: at(0),
  route: 'POST /orders',
  service: 'shop',
  environment: 'production',
  release: '1.4.2',
  durationMs: 120,
  isFailed: false,
  reason: 'slow',
  spans: [{ spanId: 'a', name: 'POST /orders \u0000' }],
  ...changes,
});

export const traceCases: readonly StoreCase[] = [
  {
    title: 'MON-7: a trace is found by its id, whole; a late piece of it joins the spans it lacks',
    run: async ({ store }) => {
      await store.traces.put([trace('1'), trace('2')]);
      expect(await store.traces.get(trace('1').id)).toEqual(trace('1'));
      await store.traces.put([
        trace('1', {
          durationMs: 900,
          isFailed: true,
          reason: 'failed',
          spans: [{ spanId: 'a' }, { spanId: 'b' }],
        }),
      ]);
      const whole = await store.traces.get(trace('1').id);
      expect(whole).toMatchObject({ durationMs: 900, isFailed: true, reason: 'slow' });
      expect(whole?.spans).toEqual([{ spanId: 'a' }, { spanId: 'b' }]);
      expect(await store.traces.get('none')).toBeNull();
    },
  },
  {
    title: 'traces of a route: the slowest first, without their spans, of the stretch asked for',
    run: async ({ store }) => {
      await store.traces.put([
        trace('1', { durationMs: 10 }),
        trace('2', { durationMs: 30, at: at(minute) }),
        trace('3', { durationMs: 20, route: 'GET /' }),
        trace('4', { durationMs: 99, environment: 'staging' }),
      ]);
      const ids = async (route: string | null, from = 0): Promise<readonly number[]> =>
        (await store.traces.list({ environment: 'production', route, from: at(from), limit: 9 })).map(
          ({ id }) => Number(id),
        );
      expect(await ids('POST /orders')).toEqual([2, 1]);
      expect(await ids(null)).toEqual([2, 3, 1]);
      expect(await ids(null, minute)).toEqual([2]);
      const [row] = await store.traces.list({ environment: 'staging', route: null, from: at(0), limit: 1 });
      expect(row).not.toHaveProperty('spans');
    },
  },
  {
    title: 'of one route the newest 60 traces stay, and every one of our own probes; all go after two weeks',
    run: async ({ store }) => {
      await store.traces.put([
        trace('probe', { reason: 'probe' }),
        ...Array.from({ length: 80 }, (_, number) => trace(`t${number}`, { at: at(number * minute) })),
      ]);
      const kept = await store.traces.list({
        environment: 'production',
        route: null,
        from: at(0),
        limit: 200,
      });
      expect(kept).toHaveLength(61);
      expect(kept.map(({ id }) => id)).toContain(trace('probe').id);
      await store.maintain(at(0));
      for (let hours = 23; hours < 24 * 20; hours += 23) await store.maintain(at(hours * hour));
      expect(
        await store.traces.list({ environment: 'production', route: null, from: at(0), limit: 9 }),
      ).toEqual([]);
    },
  },
  {
    title: 'series by minute go after two days, by hour they stay, by day for ever',
    run: async ({ store }) => {
      const point = (series: string) => ({ series, from: at(0), count: 1, errors: 0, sum: 0, sketch: null });
      await store.events.addSeries(['minute\tx', 'hour\tx', 'day\tx', 'plain'].map(point));
      const names = async (): Promise<readonly string[]> =>
        (await store.events.series({ prefix: '', from: at(0), to: unixMs(at(0) + 1), limit: 9 })).map(
          ({ series }) => series,
        );
      await store.maintain(at(0));
      for (let days = 1; days <= 4; days += 1) await store.maintain(at(days * day));
      expect(await names()).toEqual(['day\tx', 'hour\tx', 'plain']);
      for (let days = 5; days <= 70; days += 1) await store.maintain(at(days * day));
      expect(await names()).toEqual(['day\tx', 'hour\tx']);
    },
  },
];
