import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Store } from '../../src/model/store.ts';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { event, group, point } from './store/events.ts';
import { state } from './store/records.ts';
import { at, day, hour, sample } from './store/story.ts';

/** What depends on a number of items, each once. */
async function writeBatch(store: Store, length: number): Promise<void> {
  const ids = Array.from({ length }, (_, number) => `${length}-${number}`);
  await store.events.changeGroups(ids, (id) => group(id));
  await store.events.append(ids.map((id) => event(id, 0, id)));
  await store.events.addSeries(ids.map((id) => point(id)));
  await store.events.addSeries(ids.map((id) => point(id)));
  await store.events.addSeries(ids.map((id) => point(`plain ${id}`, { sketch: null })));
  await Promise.all(ids.map((id) => store.monitors.putState(state(id))));
  await Promise.all(ids.map((id) => store.samples.append([sample({ monitor: id })])));
  await store.samples.rollups({ monitors: ids, step: '1h', from: at(0), to: at(hour) });
  await store.samples.days({ monitors: ids, from: at(0), to: at(day) });
  await store.inbox.put(ids.map((id) => ({ id, at: at(0), body: {} })));
  await store.inbox.remove(ids);
  await store.ingest.missingChunks(ids);
}

test('MON-10 batches of any length leave few statements behind: SQLite keeps each, with its values', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-statements-'));
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  onTestFinished(() => {
    prepare.mockRestore();
    rmSync(folder, { recursive: true });
  });
  const store = await openSqliteStore({ path: join(folder, 'watch.db'), clock: createFakeClock() });
  onTestFinished(() => store[Symbol.asyncDispose]());
  const lengths = [...Array.from({ length: 70 }, (_, before) => 1 + before), 127, 200, 333, 499];
  for (const length of lengths) await writeBatch(store, length);

  const texts = new Set(prepare.mock.calls.map(([sql]) => sql).filter((sql) => !sql.includes('?), (?')));
  const kinds = [...Map.groupBy(texts, kindOf)].map(([kind, all]) => ({ kind, count: all.length }));
  expect(kinds.filter(({ count }) => count > 1).length).toBeGreaterThan(5);
  expect(kinds.filter(({ count }) => count > mostLengths)).toEqual([]);
  expect(texts.size).toBeLessThan(200);
});

/** Powers of two from 1 to 512. */
const mostLengths = 10;

/** Without the lengths of its lists. */
const kindOf = (sql: string): string => sql.replaceAll(/\((?:\?(?:, )?)+\)/g, '(?)');
