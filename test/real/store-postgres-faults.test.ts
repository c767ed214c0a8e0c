import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { openPostgresStore } from '../../src/store/open-postgres.ts';
import { at, entry, sample } from '../conformance/store/story.ts';
import { killRounds, surviveKills } from '../conformance/store/kill-rounds.ts';
import { postgresMissing, startPostgres, type PostgresServer } from './servers/postgres.ts';

const suite = postgresMissing === null ? describe : describe.skip;
suite(
  postgresMissing === null
    ? 'the PostgreSQL store and the world'
    : `the PostgreSQL store and the world (skipped: ${postgresMissing})`,
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    }, 60_000);
    afterAll(() => server.stop());

    test(
      `killed ${killRounds} times while writing: nothing acknowledged is lost, no alert is there twice`,
      async () => {
        const url = server.database('kills');
        const open = () => openPostgresStore({ url, clock: createClock() });
        await surviveKills({ kind: 'postgres', target: url, open });
      },
      30_000 + killRounds * 8_000,
    );

    test('ten replicas that start at once on an empty database: all of them open', async () => {
      const url = server.database('starts');
      const stores = await Promise.all(
        Array.from({ length: 10 }, () => openPostgresStore({ url, clock: createFakeClock() })),
      );
      await Promise.all(stores.map((store, number) => store.samples.append([sample({ at: at(number) })])));
      expect(await stores[0]!.samples.recent('shop', 99)).toHaveLength(10);
      for (const store of stores) await store[Symbol.asyncDispose]();
    });

    test('gone for minutes: calls are refused at once with a reason to keep the data, and work when it is back', async () => {
      const clock = createFakeClock();
      await using store = await openPostgresStore({ url: server.database('gone'), clock });
      await store.samples.append([sample()]);
      await store.outbox.enqueue(entry('kept'));
      await server.crash();
      for (let call = 0; call < 50; call += 1) {
        await expect(store.samples.append([sample({ at: at(1) })])).rejects.toMatchObject({
          name: 'StoreError',
          kind: 'gone',
          isWorthRepeating: true,
        });
        await clock.advance(6_000);
      }
      expect(await store.health()).toMatchObject({ isWritable: false });
      await server.start();
      await clock.advance(6_000);
      await store.samples.append([sample(), sample({ at: at(1) })]);
      expect(await store.samples.recent('shop', 9)).toHaveLength(2);
      expect((await store.outbox.due(at(0), 9)).map(({ id }) => id)).toEqual(['kept']);
      expect((await store.health()).isWritable).toBe(true);
    });

    test('a database that takes no writes: told as read-only, reading goes on', async () => {
      const url = server.database('standby');
      await (await openPostgresStore({ url, clock: createFakeClock() }))[Symbol.asyncDispose]();
      const readOnly = `${url}?options=${encodeURIComponent('-c default_transaction_read_only=on')}`;
      await using store = await openPostgresStore({ url: readOnly, clock: createFakeClock() });
      await expect(store.samples.append([sample()])).rejects.toMatchObject({ kind: 'read-only' });
      expect(await store.samples.recent('shop', 9)).toEqual([]);
      expect((await store.health()).isWritable).toBe(false);
    });

    test('no server at the address: a mistake of the user is told without the password', async () => {
      const opening = openPostgresStore({
        url: 'postgres://launch:hunter2@127.0.0.1:1/watch',
        clock: createFakeClock(),
      });
      await expect(opening).rejects.toMatchObject({
        code: 'LR_STORE_OPEN',
        message:
          'The database postgres://launch@127.0.0.1:1/watch cannot be used: PostgreSQL does not answer. (connect ECONNREFUSED 127.0.0.1:1)',
      });
    });
  },
);
