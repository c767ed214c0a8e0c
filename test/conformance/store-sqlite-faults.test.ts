import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { killRounds, surviveKills } from './store/kill-rounds.ts';
import { at, entry, monitor, outage, sample } from './store/story.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'launch-ready-store-'))));
afterEach(() => rmSync(folder, { recursive: true }));
const file = (): string => join(folder, 'watch.db');
const open = (path = file()) => openSqliteStore({ path, clock: createFakeClock() });

describe('the SQLite store and the world', () => {
  test(
    `killed ${killRounds} times while writing: nothing acknowledged is lost, no alert is there twice`,
    async () => {
      await surviveKills({
        kind: 'sqlite',
        target: file(),
        open: () => openSqliteStore({ path: file(), clock: createClock() }),
      });
    },
    30_000 + killRounds * 5_000,
  );

  test('the file is for its owner alone, and so is its folder', async () => {
    const path = join(folder, 'deep', 'watch.db');
    await (await open(path))[Symbol.asyncDispose]();
    expect(statSync(path).mode % 0o1000).toBe(0o600);
    expect(statSync(join(folder, 'deep')).mode % 0o1000).toBe(0o700);
  });

  test('a backup made while writing opens as a store with everything that was acknowledged before it', async () => {
    await using store = await open();
    await store.samples.append([sample()]);
    const appending = Array.from({ length: 20 }, (_, number) =>
      store.samples.append([sample({ at: at(1 + number) })]),
    );
    await store.backup(join(folder, 'copy.db'));
    await Promise.all(appending);
    await using copy = await open(join(folder, 'copy.db'));
    expect(await copy.samples.recent('shop', 100)).toContainEqual(sample());
  });

  test('a damaged file is told when it is opened, and left as it was', async () => {
    const store = await open();
    for (let number = 0; number < 300; number += 1) await store.monitors.put(monitor(`m${number}`));
    await store[Symbol.asyncDispose]();
    const bytes = readFileSync(file());
    bytes.fill(0x5a, 8192, bytes.length - 8192);
    writeFileSync(file(), bytes);
    await expect(open()).rejects.toMatchObject({ name: 'UserError', code: 'LR_STORE_DAMAGED' });
    expect(readFileSync(file()).equals(bytes)).toBe(true);
  });

  test('a file that is no database, and a database of another program, are refused', async () => {
    writeFileSync(file(), 'PNG and nothing else, long enough to be looked at'.repeat(50));
    await expect(open()).rejects.toMatchObject({ code: 'LR_STORE_DAMAGED' });
    const other = new DatabaseSync(join(folder, 'other.db'));
    other.exec('create table bookmarks (url text)');
    other.close();
    await expect(open(join(folder, 'other.db'))).rejects.toMatchObject({
      code: 'LR_STORE_OPEN',
      message: `${join(folder, 'other.db')} is a database of another program.`,
    });
  });

  test('a database of a newer version is not touched', async () => {
    await (await open())[Symbol.asyncDispose]();
    const raw = new DatabaseSync(file());
    raw.exec("insert into kysely_migration (name, timestamp) values ('0099-later', '2031')");
    raw.close();
    await expect(open()).rejects.toMatchObject({ code: 'LR_STORE_NEWER' });
  });

  test('the audit trail cannot be changed, not even by hand', async () => {
    const store = await open();
    await store.audit.add({ id: '1', at: at(0), by: 'ann', action: 'login', subject: 'ann', detail: '' });
    await store[Symbol.asyncDispose]();
    const raw = new DatabaseSync(file());
    expect(() => raw.exec("update audit set body = '{}'")).toThrow('only added to');
    expect(() => raw.exec('delete from audit')).toThrow('only added to');
    raw.close();
  });

  test('another program holds the lock: reading goes on, writing says so in the end', async () => {
    await using store = await open();
    await store.monitors.put(monitor('shop'));
    const other = new DatabaseSync(file());
    other.exec('begin immediate');
    expect(await store.monitors.list()).toHaveLength(1);
    await expect(store.samples.append([sample()])).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'busy',
      isWorthRepeating: true,
    });
    other.exec('rollback');
    other.close();
    await store.samples.append([sample()]);
    expect(await store.samples.recent('shop', 9)).toHaveLength(1);
  });
});

const canMount = isMountable();
const disks = canMount ? describe : describe.skip;
disks(canMount ? 'a small disk' : 'a small disk (skipped: mounting needs root)', () => {
  test('full: told, nothing half written, alerts of before are there, and it works again after space is made', async () => {
    const disk = mountDisk('full')!;
    try {
      const store = await open(join(disk.path, 'watch.db'));
      await store.outbox.enqueue(entry('before'));
      const acknowledged = await fill(store);
      expect((await store.health()).isWritable).toBe(false);
      expect((await store.outbox.list(9)).map(({ id }) => id)).toEqual(['before']);
      disk.remount('size=32m');
      await store.samples.append([sample({ monitor: 'after' })]);
      expect((await store.health()).isWritable).toBe(true);
      const kept = (await store.samples.recent('shop', 10_000)).length;
      const counted = await store.samples.rollups({ monitors: ['shop'], step: '1d', from: at(0), to: at(1) });
      expect(kept).toBe(Math.min(acknowledged, 10_000));
      expect(counted[0]?.count).toBe(acknowledged);
      await store[Symbol.asyncDispose]();
    } finally {
      disk.remove();
    }
  });

  test('turned read-only: writing is refused with its reason, reading goes on', async () => {
    const disk = mountDisk('read-only')!;
    try {
      const store = await open(join(disk.path, 'watch.db'));
      await store.monitors.put(monitor('shop'));
      await store[Symbol.asyncDispose]();
      disk.remount('ro');
      await expect(open(join(disk.path, 'watch.db'))).rejects.toMatchObject({ code: 'LR_STORE_OPEN' });
      disk.remount('rw');
      await using again = await open(join(disk.path, 'watch.db'));
      expect(await again.monitors.list()).toHaveLength(1);
    } finally {
      disk.remove();
    }
  });
});

/** Appends until the disk is full; returns how many samples were acknowledged. */
async function fill(store: Awaited<ReturnType<typeof open>>): Promise<number> {
  const evidence = ['x'.repeat(2_000)];
  for (let batch = 0; batch < 200; batch += 1) {
    const samples = Array.from({ length: 50 }, (_, place) =>
      outage({ at: at(batch * 50 + place), evidence }),
    );
    const refused: unknown = await store.samples.append(samples).then(
      () => null,
      (error: unknown) => error,
    );
    if (refused === null) continue;
    expect(refused).toMatchObject({ name: 'StoreError', kind: 'full', isWorthRepeating: true });
    return batch * 50;
  }
  throw new Error('The disk never got full.');
}

function isMountable(): boolean {
  const parent = mkdtempSync(join(tmpdir(), 'launch-ready-disk-'));
  const disk = mountDisk('probe', parent);
  disk?.remove();
  rmSync(parent, { recursive: true });
  return disk !== null;
}

/** A disk of 4 MB in memory; null where mounting is not allowed. */
function mountDisk(name: string, parent = folder) {
  const path = join(parent, name);
  mkdirSync(path);
  const run = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0;
  if (process.getuid?.() !== 0 || !run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', path])) return null;
  return {
    path,
    remount: (option: string) => void run('mount', ['-o', `remount,${option}`, path]),
    remove: () => void run('umount', ['-l', path]),
  };
}
