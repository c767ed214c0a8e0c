import { expect } from 'vitest';
import type { IngestKey, IngestProject, Release } from '../../../src/model/ingest.ts';
import type { EventGroup } from '../../../src/model/store.ts';
import { at, day, hour, minute, type StoreCase } from './story.ts';

const project = (id: string, changes: Partial<IngestProject> = {}): IngestProject => ({
  id,
  name: 'shop',
  createdAt: at(0),
  origins: [],
  eventsPerMinute: 60,
  ...changes,
});
const key = (publicKey: string, changes: Partial<IngestKey> = {}): IngestKey => ({
  publicKey,
  project: '1',
  createdAt: at(0),
  endsAt: null,
  ...changes,
});
const release = (version: string, changes: Partial<Release> = {}): Release => ({
  version,
  createdAt: at(0),
  finalizedAt: null,
  url: null,
  refs: [],
  ...changes,
});
const group = (id: string, changes: Partial<EventGroup> = {}): EventGroup => ({
  id,
  kind: 'error',
  title: 'TypeError: x',
  culprit: 'cart.ts',
  status: 'new',
  firstSeen: at(0),
  lastSeen: at(0),
  count: 1,
  release: null,
  environment: null,
  assignee: null,
  ignoredUntil: null,
  detail: {},
  ...changes,
});

export const ingestCases: readonly StoreCase[] = [
  {
    title: 'MON-6: a project is added once and changed later; keys are rotated',
    run: async ({ store: { ingest } }) => {
      expect(await ingest.addProject(project('1'))).toBe(true);
      expect(await ingest.addProject(project('1', { name: 'other' }))).toBe(false);
      expect(await ingest.projects()).toEqual([project('1')]);
      await ingest.putProject(project('1', { name: 'web', origins: ['https://shop.example'] }));
      await ingest.putProject(project('2'));
      expect((await ingest.projects()).map(({ name }) => name)).toEqual(['web', 'shop']);
      await ingest.putKey(key('a'));
      await ingest.putKey(key('b', { project: '2' }));
      await ingest.putKey(key('a', { endsAt: at(hour) }));
      expect(await ingest.keys()).toEqual([key('a', { endsAt: at(hour) }), key('b', { project: '2' })]);
    },
  },
  {
    title: 'MON-9: releases, newest first',
    run: async ({ store: { ingest } }) => {
      await ingest.putRelease(release('shop@1'));
      await ingest.putRelease(release('shop@2', { createdAt: at(hour) }));
      await ingest.putRelease(release('shop@1', { finalizedAt: at(minute) }));
      expect((await ingest.releases(9)).map(({ version }) => version)).toEqual(['shop@2', 'shop@1']);
      expect(await ingest.release('shop@1')).toEqual(release('shop@1', { finalizedAt: at(minute) }));
      expect(await ingest.release('shop@3')).toBeNull();
    },
  },
  {
    title: 'files and chunks come back byte for byte; chunks are forgotten after a day',
    run: async ({ store, clock }) => {
      const body = new Uint8Array([0, 255, 10, 13, 128]);
      await store.ingest.putFiles([{ kind: 'map', name: 'id-1', at: at(0), body }]);
      const found = await store.ingest.file('map', 'id-1');
      expect([...(found?.body ?? [])]).toEqual([...body]);
      expect(await store.ingest.file('script', 'id-1')).toBeNull();
      await store.ingest.putChunk('aa', body, at(0));
      await store.ingest.putChunk('aa', body, at(0));
      expect([...((await store.ingest.chunk('aa')) ?? [])]).toEqual([...body]);
      expect(await store.ingest.missingChunks(['bb', 'aa'])).toEqual(['bb']);
      expect(await store.ingest.missingChunks([])).toEqual([]);
      await clock.advance(3 * day);
      await store.maintain(clock.now());
      expect(await store.ingest.missingChunks(['aa'])).toEqual(['aa']);
      expect(await store.ingest.file('map', 'id-1')).not.toBeNull();
    },
  },
  {
    title: 'groups are changed as they are; a refused change leaves nothing behind',
    run: async ({ store: { events } }) => {
      await events.putGroup(group('a', { count: 3 }));
      const written = await events.changeGroups(['b', 'a', 'a', 'c'], (id, before) =>
        id === 'c' ? null : group(id, { count: (before?.count ?? 0) + 1 }),
      );
      expect(written.map(({ id, count }) => [id, count])).toEqual([
        ['a', 4],
        ['b', 1],
      ]);
      expect(await events.group('c')).toBeNull();
      expect((await events.groups({ kind: 'error', limit: 9 })).map(({ id }) => id)).toEqual(['a', 'b']);
      expect(await events.changeGroups([], () => null)).toEqual([]);
    },
  },
  {
    title: 'groups by several states, all of the words, age and number',
    run: async ({ store: { events } }) => {
      await events.putGroup(group('a', { terms: ['release:1.2', 'env:production'], count: 9 }));
      await events.putGroup(
        group('b', { terms: ['release:1.3'], status: 'open', firstSeen: at(hour), lastSeen: at(hour) }),
      );
      await events.putGroup(group('c', { status: 'ignored', count: 5 }));
      const ids = async (query: Partial<Parameters<typeof events.groups>[0]>) =>
        (await events.groups({ kind: 'error', limit: 9, ...query })).map(({ id }) => id);
      expect(await ids({ status: ['new', 'open'] })).toEqual(['b', 'a']);
      expect(await ids({ search: ['typeerror', 'RELEASE:1'] })).toEqual(['b', 'a']);
      expect(await ids({ search: ['release:1', 'env:prod'] })).toEqual(['a']);
      expect(await ids({ firstSeenFrom: at(minute) })).toEqual(['b']);
      expect(await ids({ lastSeenFrom: at(hour + 1) })).toEqual([]);
      expect(await ids({ order: 'count' })).toEqual(['a', 'c', 'b']);
      expect(await ids({ order: 'firstSeen', limit: 1 })).toEqual(['b']);
    },
  },
  {
    title: 'two replicas that count the same new groups at once lose nothing',
    run: async ({ store, second }) => {
      const other = await second();
      await Promise.all(
        Array.from({ length: 30 }, (_, number) =>
          (number % 2 ? store : other).events.changeGroups(['y', 'x'], (id, before) =>
            group(id, { count: (before?.count ?? 0) + 1 }),
          ),
        ),
      );
      const found = await store.events.groups({ kind: 'error', limit: 9 });
      expect(found.map(({ id, count }) => [id, count])).toEqual([
        ['x', 30],
        ['y', 30],
      ]);
    },
  },
];
