import type { Pool } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { openReadOnly } from '../../src/db/open.ts';
import { reviewDatabase, type Review } from '../../src/db/review.ts';
import type { Subject } from '../../src/db/subjects.ts';
import { openMysql } from '../../src/db/mysql/connect.ts';
import { healthyRoutes, mysqlFaults, poolOf, shopTables, type MysqlWork } from './db-mysql-shop.ts';
import { mariadbMissing, startMariadb, type MariadbServer } from './servers/mariadb.ts';
import { bareReview } from './db-lab.ts';

/** What a small server of a product should be told; everything else stays as it was installed. */
const settings = [
  'performance-schema=ON',
  'slow-query-log=ON',
  'max-statement-time=30',
  'query-cache-size=0',
  'slow-query-log-file=/dev/null',
];
let server: MariadbServer;
let names = 0;

/** PERF-3 over MariaDB: the same rules, asked another way. */
describe.skipIf(mariadbMissing !== null)(
  `a live MariaDB${mariadbMissing === null ? '' : `: ${mariadbMissing}`}`,
  () => {
    beforeAll(async () => {
      server = await startMariadb(settings);
      await made('shop');
      await made('copy');
      for (const { sql, isMeasured } of mysqlFaults)
        if (isMeasured === true) await server.run(sql ?? [], 'copy');
    });
    afterAll(() => server?.stop());

    test('the healthy shop: every route asked, nothing to mend', async () => {
      const { findings, routes, notLookedAt, notes } = await review('shop', healthyRoutes);
      expect(findings.map(({ rule, route, found }) => `${rule} ${route}: ${found}`)).toEqual([]);
      expect([notLookedAt, notes]).toEqual([[], []]);
      expect(routes.map(({ id, queries }) => [id, queries])).toEqual(
        Object.keys(healthyRoutes).map((id) => [id, 1]),
      );
    });

    test.each(mysqlFaults.map((fault) => [fault.id, fault] as const))(
      'PERF-3: %s: found, and nothing else',
      async (_id, fault) => {
        const database = fault.sql === undefined ? 'shop' : await made();
        if (fault.sql !== undefined) await server.run(fault.sql, database);
        const copy = fault.isMeasured === true ? 'copy' : null;
        const works = fault.work === undefined ? {} : { [fault.route ?? '']: fault.work };
        const { findings } = await review(database, works, copy);
        expect(findings.map(({ rule, subject }) => `${rule} ${subject}`).toSorted()).toEqual(
          fault.finds.map((each) => each.join(' ')),
        );
        if (fault.remedy !== undefined) expect(findings[0]?.remedy).toContain(fault.remedy);
        if (copy === null) return;
        const { costBefore = 0, costAfter = 0, msBefore } = findings[0]?.gain ?? {};
        expect([findings[0]?.gain?.costUnit, typeof msBefore]).toEqual(['rows', 'number']);
        expect(costAfter).toBeLessThan(costBefore / 2);
      },
    );

    describe('what cannot be seen is told', () => {
      test('no write gets through', async () => {
        const opened = await openMysql(server.url('shop'));
        if (!opened.ok) throw new Error(opened.error.message);
        await using session = opened.value.session;
        for (const sql of [
          'insert into shop.orders (member_id, status, reference, total_cents, ordered_at) values (1, 1, 1, 1, now())',
          'create table shop.extra (id int)',
          'drop table shop.orders',
          'alter table shop.orders add index x (status)',
        ])
          expect(await session.run(sql)).toMatchObject({ ok: false, error: { code: '1792' } });
      });

      test('statements prepared on the server are not taken for none', async () => {
        const prepared: MysqlWork = async (_query, pool) =>
          pool.execute('select name from members where id = ?', [77]);
        const { notLookedAt } = await review('shop', { prepared });
        expect(notLookedAt).toEqual([
          expect.stringMatching(/^prepared: 1 statement was prepared on the server/),
        ]);
      });

      test('the copy is the database itself: refused', async () => {
        const opened = await openReadOnly(server.url('shop'));
        if (!opened.ok) throw new Error(opened.error.message);
        await using looked = opened.value;
        expect(await looked.openCopy(server.url('shop').replace('127.0.0.1', 'localhost'))).toMatchObject({
          ok: false,
          error: { message: expect.stringContaining('the database itself') },
        });
      });

      test('a role without rights, an empty database, and one that is not there', async () => {
        await server.run([
          'create database empty',
          "create user reader@'%'",
          "grant select on shop.* to reader@'%'",
        ]);
        const asReader = (database: string): string => server.url(database).replace('root@', 'reader@');
        const reader = await openReadOnly(asReader('shop'));
        if (!reader.ok) throw new Error(reader.error.message);
        await using looked = reader.value;
        expect((await bareReview(looked)).notLookedAt).toEqual([
          "Queries of each request: performance_schema cannot be read: SELECT command denied to user 'reader'@'127.0.0.1' for table `performance_schema`.`setup_consumers`. As an administrator: grant select on performance_schema.* to 'reader'@'%'",
          "Transactions that stand open: this role may not see them. As an administrator: grant process on *.* to 'reader'@'%'",
        ]);
        const empty = await openReadOnly(server.url('empty'));
        if (!empty.ok) throw new Error(empty.error.message);
        await using lookedEmpty = empty.value;
        expect((await bareReview(lookedEmpty)).notLookedAt).toEqual([
          'The database holds no tables: run the migrations and put data in first.',
        ]);
        expect(await openReadOnly(server.url('nowhere'))).toMatchObject({
          ok: false,
          error: { message: expect.stringContaining("Unknown database 'nowhere'") },
        });
      });

      test('a MariaDB as it is installed: performance_schema is off, the schema and the settings are judged all the same', async () => {
        const bare = await startMariadb(['innodb-flush-log-at-trx-commit=0']);
        try {
          await bare.run(['create database shop']);
          await bare.run(
            [
              'create table log (line varchar(20))',
              "insert into log select 'x' from seq_1_to_6000",
              'analyze table log',
            ],
            'shop',
          );
          const opened = await openReadOnly(bare.url('shop'));
          if (!opened.ok) throw new Error(opened.error.message);
          await using looked = opened.value;
          const { notLookedAt, findings } = await bareReview(looked);
          expect(notLookedAt).toEqual([
            'Queries of each request: performance_schema is off, as it is on a MariaDB nobody told otherwise. Write performance_schema = ON under [mysqld] in the server’s file, and restart (most hosts have a switch for it).',
          ]);
          expect(findings.map(({ rule, subject }) => [rule, subject])).toEqual([
            ['primary-key-missing', 'log'],
            ['setting', 'innodb_flush_log_at_trx_commit'],
            ['setting', 'max_statement_time'],
            ['setting', 'slow_query_log'],
          ]);
        } finally {
          await bare.stop();
        }
      });
    });
  },
);

async function made(name = `shop${(names += 1)}`): Promise<string> {
  await server.run([`create database ${name}`]);
  await server.run(shopTables, name);
  return name;
}

async function review(
  database: string,
  works: Readonly<Record<string, MysqlWork>>,
  copy: string | null = null,
): Promise<Review> {
  await server.run(['truncate table performance_schema.events_statements_summary_by_digest']);
  await using outside = await openRealOutside({});
  const opened = await openReadOnly(server.url(database));
  if (!opened.ok) throw new Error(opened.error.message);
  await using looked = opened.value;
  const pool = poolOf(server.url(database));
  const reviewed = await reviewDatabase({
    looked,
    outside,
    signal: new AbortController().signal,
    subjects: Object.entries(works).map(([id, work]) => subjectOf(id, work, pool)),
    poolSize: 3,
    openCopy: copy === null ? null : () => looked.openCopy(server.url(copy)),
    onProgress: () => {},
  });
  await pool.end();
  if (!reviewed.ok) throw new Error(reviewed.error.message);
  return reviewed.value;
}

function subjectOf(id: string, work: MysqlWork, pool: Pool): Subject {
  const query = async (
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> =>
    (await pool.query(sql, [...values]))[0] as readonly Readonly<Record<string, unknown>>[];
  const run = async (): Promise<{ trouble: null; answer: null; isCached: boolean }> => {
    await work(query, pool);
    return { trouble: null, answer: null, isCached: false };
  };
  return {
    id,
    isReading: true,
    budgetMs: 5000,
    rounds: 2,
    isWarmedUp: true,
    begin: async () => ({ acts: [{ id, isMeasured: true, run }], [Symbol.asyncDispose]: async () => {} }),
  };
}
