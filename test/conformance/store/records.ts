import { existsSync, statSync } from 'node:fs';
import { expect } from 'vitest';
import type { MonitorState } from '../../../src/model/store.ts';
import { at, day, hour, incident, marker, minute, monitor, sample, type StoreCase } from './story.ts';

export const state = (id: string, changes: Partial<MonitorState> = {}): MonitorState => ({
  monitor: id,
  outcome: 'up',
  since: at(0),
  lastSample: sample({ monitor: id }),
  machine: { regions: { fra: { bad: 0, good: 3 } } },
  ...changes,
});

export const recordCases: readonly StoreCase[] = [
  {
    title: 'a monitor comes back whole, is replaced by its id, and goes with its state',
    run: async ({ store }) => {
      await store.monitors.put(monitor('shop'));
      await store.monitors.put(monitor('api'));
      await store.monitors.put(monitor('shop', { title: 'Shop', isPaused: true }));
      await store.monitors.putState(state('shop'));
      expect(await store.monitors.get('shop')).toEqual(monitor('shop', { title: 'Shop', isPaused: true }));
      expect((await store.monitors.list()).map(({ id }) => id)).toEqual(['api', 'shop']);
      await store.monitors.remove('shop');
      expect(await store.monitors.get('shop')).toBeNull();
      expect(await store.monitors.states()).toEqual([]);
    },
  },
  {
    title: 'the list is the very same until a monitor changes; what is seen of them changes nothing',
    run: async ({ store }) => {
      const lists = [await store.monitors.list()];
      const changes = [
        () => store.monitors.put(monitor('shop')),
        () => store.monitors.put(monitor('shop', { title: 'Shop' })),
        () => store.monitors.remove('shop'),
      ];
      for (const change of changes) {
        await change();
        lists.push(await store.monitors.list());
      }
      expect(new Set(lists).size).toBe(4);
      expect(lists).toEqual([[], [monitor('shop')], [monitor('shop', { title: 'Shop' })], []]);
      await store.monitors.putState(state('shop'));
      expect(await store.monitors.list()).toBe(lists.at(-1));
    },
  },
  {
    title: 'one state per monitor, the last one written, in the order of the names',
    run: async ({ store }) => {
      await Promise.all([
        store.monitors.putState(state('b', { outcome: 'down' })),
        store.monitors.putState(state('a')),
        store.monitors.putState(state('b', { lastSample: null })),
      ]);
      await store.monitors.putState(state('a', { outcome: 'degraded', since: at(minute) }));
      expect(await store.monitors.states()).toEqual([
        state('a', { outcome: 'degraded', since: at(minute) }),
        state('b', { lastSample: null }),
      ]);
    },
  },
  {
    title: 'names sort by code point, not by the language of the database',
    run: async ({ store }) => {
      for (const id of ['b', 'A', 'ä', 'a', 'B', '1', '_']) await store.monitors.put(monitor(id));
      expect((await store.monitors.list()).map(({ id }) => id)).toEqual(['1', 'A', 'B', '_', 'a', 'b', 'ä']);
    },
  },
  {
    title: 'incidents: newest first, open ones alone, and the page before',
    run: async ({ store }) => {
      const first = incident('1');
      const second = incident('2', { startedAt: at(hour), status: 'acknowledged', acknowledgedBy: 'ann' });
      const third = incident('3', { startedAt: at(2 * hour), status: 'resolved', resolvedAt: at(3 * hour) });
      for (const one of [second, first, third]) await store.incidents.put(one);
      expect(await store.incidents.list({ onlyOpen: false, limit: 2 })).toEqual([third, second]);
      expect(await store.incidents.list({ onlyOpen: true, limit: 9 })).toEqual([second, first]);
      expect(await store.incidents.list({ onlyOpen: false, limit: 9, before: at(hour) })).toEqual([first]);
      const resolved = incident('1', { status: 'resolved', resolvedAt: at(minute) });
      await store.incidents.put(resolved);
      expect(await store.incidents.get('1')).toEqual(resolved);
      expect(await store.incidents.list({ onlyOpen: true, limit: 9 })).toEqual([second]);
      expect(await store.incidents.get('none')).toBeNull();
    },
  },
  {
    title: 'deploy markers: newest first; the same one told twice is one',
    run: async ({ store }) => {
      for (const one of [marker('1', 0), marker('2', hour), marker('1', 0)]) await store.deploys.add(one);
      expect(await store.deploys.list(9)).toEqual([marker('2', hour), marker('1', 0)]);
      expect(await store.deploys.list(1)).toEqual([marker('2', hour)]);
    },
  },
  {
    title: 'maintenance windows are put, replaced and removed',
    run: async ({ store }) => {
      const window = { id: 'w', from: at(0), to: at(hour), monitors: 'all', reason: 'Upgrade' } as const;
      await store.maintenance.put(window);
      await store.maintenance.put({ ...window, to: at(day), monitors: ['shop'] });
      expect(await store.maintenance.list()).toEqual([{ ...window, to: at(day), monitors: ['shop'] }]);
      await store.maintenance.remove('w');
      expect(await store.maintenance.list()).toEqual([]);
    },
  },
  {
    title: 'settings keep any JSON; one never set is null',
    run: async ({ store }) => {
      const value = { list: [1, 2.5, null, true, 'ü\u0000'], deep: { key: {} } };
      await store.settings.put('a', 1);
      await store.settings.put('a', value);
      expect(await store.settings.get('a')).toEqual(value);
      expect(await store.settings.get('b')).toBeNull();
    },
  },
  {
    title: 'runs are listed by kind without their bodies, newest first',
    run: async ({ store }) => {
      const body = `{"findings":"${'x'.repeat(300_000)}"}`;
      const run = { id: 'r1', kind: 'report', at: at(0), title: 'shop.example', body } as const;
      await store.runs.put(run);
      await store.runs.put({ ...run, id: 'r2', at: at(hour) });
      await store.runs.put({ ...run, id: 'f1', kind: 'facts' });
      expect(await store.runs.list('report', 9)).toEqual([
        { id: 'r2', kind: 'report', at: at(hour), title: 'shop.example' },
        { id: 'r1', kind: 'report', at: at(0), title: 'shop.example' },
      ]);
      expect(await store.runs.get('r1')).toEqual(run);
      expect(await store.runs.get('none')).toBeNull();
    },
  },
  {
    title: 'the audit trail: newest first, the page before, and an entry never changes',
    run: async ({ store }) => {
      const told = { id: '1', at: at(0), by: 'ann', action: 'monitor.put', subject: 'shop', detail: 'made' };
      await store.audit.add(told);
      await store.audit.add({ ...told, id: '2', at: at(hour) });
      await store.audit.add({ ...told, detail: 'another story' });
      expect(await store.audit.list(9)).toEqual([{ ...told, id: '2', at: at(hour) }, told]);
      expect(await store.audit.list(9, at(hour))).toEqual([told]);
    },
  },
  {
    title: 'health is asked by writing',
    run: async ({ store }) => {
      const { isWritable, detail } = await store.health();
      expect(isWritable).toBe(true);
      expect(detail).toMatch(/^(SQLite|PostgreSQL 15)[^;]* [\d.]+ MB; a write took \d+ ms$/);
    },
  },
  {
    title: 'a backup is a whole copy beside the running store, or says how to make one',
    run: async ({ store, path }) => {
      await store.monitors.put(monitor('shop'));
      const told = await store.backup(path('copy.db'));
      if (store.kind === 'postgres') {
        expect(told).toMatch(/^Run: pg_dump --format=custom --file=/);
        return;
      }
      expect(told).toMatch(/^Copied [\d.]+ MB to .*copy\.db and checked the copy\./);
      expect(existsSync(path('copy.db'))).toBe(true);
      expect(statSync(path('copy.db')).mode % 0o1000).toBe(0o600);
      await expect(store.backup(path('copy.db'))).rejects.toMatchObject({ code: 'LR_FILE_UNWRITABLE' });
    },
  },
  {
    title: 'closing twice is no mistake; a closed store says so',
    run: async ({ second }) => {
      const store = await second();
      await store[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await expect(store.monitors.list()).rejects.toMatchObject({ name: 'StoreError', kind: 'closed' });
    },
  },
];
