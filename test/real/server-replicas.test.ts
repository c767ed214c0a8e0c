import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import { openPostgresStore } from '../../src/store/open-postgres.ts';
import { furnish, lookForLosses, openTown, reportUntilGone, watchNothing } from './server-kills.ts';
import type { Town } from './server-kills.ts';
import { startServe } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';
import { pause, until } from './until.ts';
import { postgresMissing, startPostgres } from './servers/postgres.ts';
import type { PostgresServer } from './servers/postgres.ts';

// The tests say what they expect of an answer.
type Anything = any; // oxlint-disable-line typescript/no-explicit-any

/** How often whoever decides is killed. */
const rounds = Number(process.env['REPLICA_KILL_ROUNDS'] ?? 2);
const key = Buffer.alloc(32, 9).toString('hex');

// MON-10: several replicas over PostgreSQL share the work; whoever decides may be killed.
describe.skipIf(postgresMissing !== null)(`two replicas over PostgreSQL ${postgresMissing ?? ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-replicas-'));
  let database: PostgresServer;
  let town: Town;
  const byName = new Map<string, ServerProcess>();
  const everyone = (): readonly ServerProcess[] => [...byName.values()];

  beforeAll(async () => {
    [database, town] = await Promise.all([startPostgres(), openTown()]);
  }, 60_000);
  afterAll(async () => {
    for (const replica of everyone()) await replica.kill();
    await town.close();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('both look, one decides; killed, the other takes over and nothing is lost or told twice', async () => {
    const url = database.database('watch');
    const env = { DB: url, KEY: key };
    const args = [
      '--database',
      'env:DB',
      '--key',
      'env:KEY',
      '--always-connected',
      '--allow-private',
      '--replica',
    ];
    const begin = (name: string): Promise<ServerProcess> => startServe([...args, name], { cwd: folder, env });
    const one = await begin('one');
    byName.set('one', one);
    const { token, editor } = await furnish(one, town);
    const two = await begin('two');
    byName.set('two', two);
    const read = async (url: string): Promise<Anything> =>
      (await fetch(url, { headers: { authorization: `Bearer ${editor}` } })).json();
    const system = async (at: ServerProcess) => (await read(`${at.url}/api/settings`)).system;
    await until(async () => (await system(one)).replicas.length === 2);
    expect((await system(two)).leader).toBe('one');
    const looked = async (at: ServerProcess): Promise<number> =>
      (await read(`${at.url}/healthz`)).watch.monitors;
    await until(async () => (await looked(one)) + (await looked(two)) === 6);

    const acknowledged: number[] = [];
    let at = Date.now() - 3_600_000;
    for (let round = 0; round < rounds; round += 1) {
      const leading = (await system(everyone()[0] ?? one)).leader;
      const following = [...byName.keys()].find((name) => name !== leading) ?? 'two';
      const [leader, other] = [byName.get(leading) ?? one, byName.get(following) ?? two];
      // A replica that does not decide takes samples and orders as well.
      const enough = new AbortController();
      const reporting = reportUntilGone(other.url, token, { at, acknowledged, signal: enough.signal });
      town.isDown = round % 2 === 0;
      await watchNothing(other.url, editor, round);
      await pause(500);
      await leader.kill();
      byName.delete(leading);
      // A third one comes while another takes over; either of the two may.
      const fresh = `later-${round}`;
      const [again] = await Promise.all([
        begin(fresh),
        until(async () => ![leading, null].includes((await system(other)).leader)),
      ]);
      byName.set(fresh, again);
      enough.abort();
      at = await reporting;
      await until(async () => (await system(again)).replicas.length === 2);
    }
    town.isDown = false;
    const outside = createOutside({ dns: () => silentDns });
    await using store = await openPostgresStore({ url, clock: outside.clock });
    await until(async () => (await store.outbox.list(500)).every(({ state }) => state !== 'waiting'));
    await until(async () => (await store.inbox.oldest(10)).length === 0);
    await lookForLosses(store, town, acknowledged);
    const incidents = await store.incidents.list({ onlyOpen: false, limit: 500 });
    process.stdout.write(
      `replicas: ${rounds} deciders killed, samples acknowledged ${acknowledged.length}, incidents ${incidents.length}, alerts ${town.told.length}\n`,
    );
    expect(incidents.length).toBeGreaterThanOrEqual(rounds);
    await outside[Symbol.asyncDispose]();
  }, 300_000);
});
