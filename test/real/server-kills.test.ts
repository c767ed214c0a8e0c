import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOutside } from '../../src/outside/real/outside.ts';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import {
  furnish,
  lookForLosses,
  openTown,
  repeatsIn,
  reportUntilGone,
  watchNothing,
} from './server-kills.ts';
import type { Town } from './server-kills.ts';
import { startServe, type ServerProcess } from './server-process.ts';
import { pause, until } from './until.ts';

/** 5 rounds in every run; `SERVER_KILL_ROUNDS=50` for the long one. */
const rounds = Number(process.env['SERVER_KILL_ROUNDS'] ?? 5);

// MON-2, MON-10: kill -9 under load.
describe('serve, killed again and again while it watches, over SQLite', () => {
  let folder: string;
  let town: Town;
  let server: ServerProcess;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'launch-ready-kills-'));
    town = await openTown();
  });
  afterEach(async () => {
    await server.kill();
    await town.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test(`${rounds} kills: no acknowledged sample is lost, every state is told, none under two ids`, async () => {
    const args = [
      '--data',
      join(folder, 'data'),
      '--always-connected',
      '--allow-private',
      '--replica',
      'one',
    ];
    server = await startServe(args, { cwd: folder });
    const { token, editor } = await furnish(server, town);
    const acknowledged: number[] = [];
    let at = Date.now() - 3_600_000;
    for (let round = 0; round < rounds; round += 1) {
      const reporting = reportUntilGone(server.url, token, { at, acknowledged });
      await watchNothing(server.url, editor, round);
      town.isDown = !town.isDown;
      await pause(600 + ((round * 389) % 1_500));
      await server.kill();
      at = await reporting;
      server = await startServe(args, { cwd: folder });
    }
    town.isDown = false;
    // What comes and goes is closed after ten quiet minutes only; what has been decided is told by then.
    await until(async () => (await incidentsSeen(server.url, editor)) >= rounds);
    await until(async () => (await waitingAlerts(folder)) === 0);
    expect(await server.stop()).toBe(0);
    const outside = createOutside({ dns: () => silentDns });
    await using store = await openSqliteStore({
      path: join(folder, 'data', 'watch.db'),
      clock: outside.clock,
    });
    await lookForLosses(store, town, acknowledged);
    const incidents = await store.incidents.list({ onlyOpen: false, limit: 5_000 });
    process.stdout.write(
      `kills: ${rounds}, samples acknowledged ${acknowledged.length}, incidents ${incidents.length}, alerts ${town.told.length}, repeats under the same id ${repeatsIn(town)}\n`,
    );
    expect(acknowledged.length).toBeGreaterThan(rounds * 5);
    expect(incidents.length).toBeGreaterThanOrEqual(rounds);
    await outside[Symbol.asyncDispose]();
  }, 900_000);
});

async function incidentsSeen(url: string, editor: string): Promise<number> {
  const answer = await fetch(`${url}/api/incidents?limit=100`, {
    headers: { authorization: `Bearer ${editor}` },
  });
  return ((await answer.json()) as { readonly rows: readonly unknown[] }).rows.length;
}

async function waitingAlerts(folder: string): Promise<number> {
  const outside = createOutside({ dns: () => silentDns });
  await using store = await openSqliteStore({
    path: join(folder, 'data', 'watch.db'),
    clock: outside.clock,
  });
  const entries = await store.outbox.list(2_000);
  await outside[Symbol.asyncDispose]();
  return entries.filter(({ state }) => state === 'waiting').length;
}
