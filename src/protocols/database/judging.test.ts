import { loadModule } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { difference, steady } from './delta.ts';
import { dbRules } from './finding.ts';
import { judgeRouteUse, type RouteUse } from './judge-route.ts';
import { judgeSchema } from './judge-schema.ts';
import { judgeServer } from './judge-server.ts';
import { judgeTables } from './judge-tables.ts';
import { readStatement } from './statement.ts';
import type { DatabaseFacts, IndexFacts, StatementCount, TableFacts } from './statistics.ts';

beforeAll(() => loadModule());

const count = (id: string, calls: number, change: Partial<StatementCount> = {}): StatementCount => ({
  id,
  calls,
  rows: calls,
  execMs: calls,
  blocks: calls,
  tempBlocks: 0,
  examinedRows: null,
  diskTables: null,
  ...change,
});

describe('PERF-3: what one request did', () => {
  test('other traffic only adds: what is not in every request, or oftener in one, is not its own', () => {
    const mine = count('mine', 2);
    const requests = [[mine, count('job', 5)], [count('mine', 7), count('other', 1)], [mine]];
    expect(steady(requests)).toEqual([mine]);
    expect(steady([])).toEqual([]);
  });

  test('what a server does not count stays unknown', () => {
    const mysql = { blocks: null, tempBlocks: null, examinedRows: 40, diskTables: 0 };
    const [more] = difference([count('a', 1, mysql)], [count('a', 3, { ...mysql, examinedRows: 100 })]);
    expect(more).toMatchObject({ calls: 2, blocks: null, tempBlocks: null, examinedRows: 60, diskTables: 0 });
    expect(steady([[count('a', 1, mysql)], [count('a', 1, { ...mysql, examinedRows: 9 })]])).toEqual([
      count('a', 1, { ...mysql, examinedRows: 9 }),
    ]);
  });

  test('counters that were reset in between say nothing', () => {
    expect(difference([count('a', 10), count('b', 1)], [count('a', 2), count('b', 3)])).toEqual([
      count('b', 2),
    ]);
  });
});

function route(change: Partial<RouteUse>): RouteUse {
  return {
    id: 'feed',
    isReading: true,
    statements: [],
    tookMs: 20,
    databaseMs: 5,
    budgetMs: 300,
    heldMs: 0,
    isRepeatedAnswer: false,
    ...change,
  };
}
const use = (
  text: string,
  calls: number,
  change: Partial<StatementCount> = {},
): RouteUse['statements'][number] => ({
  ...count(text, calls, change),
  text,
  statement: readStatement(text),
});
const list = 'select id, author_id from posts order by id desc limit $1';
const author = 'select name from members where id = $1';
const rulesOf = (each: RouteUse): readonly string[] => judgeRouteUse(each, new Set()).map(({ rule }) => rule);

describe('PERF-3, PERF-5, PERF-6: one route', () => {
  test.each([
    ['one list, one query for all its authors', () => [use(list, 1, { rows: 20 }), use(author, 1)], []],
    ['20 posts, 20 authors asked for', () => [use(list, 1, { rows: 20 }), use(author, 20)], ['n-plus-one']],
    [
      '20 posts by 18 authors, two remembered',
      () => [use(list, 1, { rows: 20 }), use(author, 18)],
      ['n-plus-one'],
    ],
    ['the same twice: a guard and a page', () => [use(author, 2)], []],
    ['the same four times', () => [use(author, 4)], ['repeated-query']],
    ['twelve inserts one by one', () => [use('insert into lines values ($1)', 12)], ['repeated-query']],
    [
      'eleven different queries',
      () => Array.from({ length: 11 }, (_, at) => use(`select ${at} from a`, 1)),
      ['many-queries'],
    ],
    ['600 rows', () => [use(list, 1, { rows: 600 })], ['unbounded-result']],
    ['600 rows inserted at once', () => [use('insert into lines select 1', 1, { rows: 600 })], []],
    ['temporary files', () => [use(list, 1, { tempBlocks: 40 })], ['spills-to-disk']],
    [
      'MySQL: 9,000 rows read for 20',
      () => [use(list, 1, { rows: 20, blocks: null, examinedRows: 9000 })],
      ['reads-too-much'],
    ],
    [
      'MySQL: as many rows read as answered',
      () => [use(list, 1, { rows: 400, blocks: null, examinedRows: 6000 })],
      [],
    ],
    [
      'MySQL: a grouping on disk',
      () => [use(list, 1, { blocks: null, tempBlocks: null, examinedRows: 20, diskTables: 1 })],
      ['spills-to-disk'],
    ],
    ['8 MB read for 20 rows', () => [use(list, 1, { rows: 20, blocks: 1000 })], ['reads-too-much']],
    [
      'the same with an offset',
      () => [use(`${list} offset $2`, 1, { rows: 20, blocks: 1000 })],
      ['deep-offset'],
    ],
    ['130 ms of 300 for one query', () => [use(list, 1, { execMs: 130 })], ['slow-query']],
    ['a text that cannot be parsed, once', () => [use('select from where', 1)], []],
  ] as const)('%s', (_name, statements, expected) => {
    expect(rulesOf(route({ statements: statements() }))).toEqual(expected);
  });

  test.each([
    ['quick', { tookMs: 40, databaseMs: 10 }, []],
    ['900 ms, of them 20 in the database', { tookMs: 900, databaseMs: 20 }, ['waits-outside-database']],
    [
      'the same with a transaction open all the while',
      { tookMs: 900, databaseMs: 20, heldMs: 850 },
      ['transaction-held-open'],
    ],
    ['400 ms of 410 in the database', { tookMs: 410, databaseMs: 400 }, []],
  ])('%s', (_name, figures, expected) => {
    expect(rulesOf(route(figures))).toEqual(expected);
  });

  test('the same answer, worked out from a whole table: to be kept for a while; an answer for one member is not', () => {
    const sum = 'select sum(total) from orders';
    const statements = [use(sum, 1)];
    const judged = judgeRouteUse(route({ statements, isRepeatedAnswer: true }), new Set([sum]));
    expect(judged.map(({ rule, query }) => [rule, query])).toEqual([['cache-candidate', sum]]);
    expect(judgeRouteUse(route({ statements }), new Set([sum]))).toEqual([]);
  });
});

const table = (change: Partial<TableFacts> = {}): TableFacts => ({
  name: 'orders',
  rows: 9000,
  bytes: 1e6,
  liveRows: 9000,
  deadRows: 0,
  seqScans: 0,
  seqRows: 0,
  indexScans: 500,
  hasPrimaryKey: true,
  isAutovacuumOff: false,
  isPartitioned: false,
  partitionOf: null,
  engine: null,
  columns: [{ name: 'id', type: 'int4' }],
  ...change,
});
const index = (name: string, keys: readonly string[], change: Partial<IndexFacts> = {}): IndexFacts => ({
  name,
  table: 'orders',
  keys,
  method: 'btree',
  predicate: null,
  kinds: keys.map(() => '1/0/0').join(' '),
  included: [],
  isUnique: false,
  isConstraint: false,
  isValid: true,
  scans: 10,
  bytes: 8192,
  needed: null,
  ...change,
});
const database = (change: Partial<DatabaseFacts> = {}): DatabaseFacts => ({
  kind: 'postgres',
  product: 'PostgreSQL',
  database: 'shop',
  version: '15.14',
  isReplica: false,
  bytes: 4e6,
  statisticsDays: 40,
  tables: [table()],
  indexes: [],
  foreignKeys: [],
  counters: [],
  connections: { max: 100, reserved: 3, used: 10, idle: 5, peak: null },
  settings: {},
  ...change,
});
const member = {
  name: 'orders_member_fkey',
  table: 'orders',
  columns: ['member_id'],
  target: 'members',
  targetRows: 10,
};
const schemaRules = (change: Partial<DatabaseFacts>): readonly string[] =>
  judgeSchema(database(change)).map(({ rule, subject }) => `${rule} ${subject}`);

describe('PERF-3: indexes and keys', () => {
  test.each([
    ['a foreign key with its index', { foreignKeys: [member], indexes: [index('a', ['member_id'])] }, []],
    [
      'a partitioned parent without one, and its partition is not told twice',
      {
        foreignKeys: [member],
        tables: [
          table({ isPartitioned: true }),
          table({ name: 'orders_2026', partitionOf: 'orders', hasPrimaryKey: false }),
        ],
      },
      ['foreign-key-unindexed orders.member_id'],
    ],
    [
      'room for a tenth, counted',
      { indexes: [index('a', ['at'], { bytes: 1e7, needed: { bytes: 1e6, isMeasured: true } })] },
      ['index-bloat a'],
    ],
    [
      'keys in no order leave pages two thirds full',
      { indexes: [index('a', ['at'], { bytes: 1e7, needed: { bytes: 6.6e6, isMeasured: true } })] },
      [],
    ],
    [
      'an estimate has to be far off',
      { indexes: [index('a', ['at'], { bytes: 1e7, needed: { bytes: 3.5e6, isMeasured: false } })] },
      [],
    ],
    [
      'a small index full of holes',
      { indexes: [index('a', ['at'], { bytes: 1e6, needed: { bytes: 1e4, isMeasured: true } })] },
      [],
    ],
    ['one that begins with it', { foreignKeys: [member], indexes: [index('a', ['member_id', 'at'])] }, []],
    [
      'one that ends with it',
      { foreignKeys: [member], indexes: [index('a', ['at', 'member_id'])] },
      ['foreign-key-unindexed orders.member_id'],
    ],
    [
      'a partial one',
      { foreignKeys: [member], indexes: [index('a', ['member_id'], { predicate: 'open' })] },
      ['foreign-key-unindexed orders.member_id'],
    ],
    ['a small table', { foreignKeys: [member], tables: [table({ rows: 40 })] }, []],
    ['two alike: one of them', { indexes: [index('a', ['x']), index('b', ['x'])] }, ['duplicate-index b']],
    [
      'the beginning of a wider one',
      { indexes: [index('a', ['x']), index('b', ['x', 'y'])] },
      ['duplicate-index a'],
    ],
    ['another direction', { indexes: [index('a', ['x']), index('b', ['x'], { kinds: '1/0/3' })] }, []],
    [
      'a unique one is a promise',
      { indexes: [index('a', ['x'], { isUnique: true }), index('b', ['x', 'y'])] },
      [],
    ],
    [
      'beside a constraint of its own',
      { indexes: [index('a', ['x'], { isUnique: true, isConstraint: true }), index('b', ['x'])] },
      ['duplicate-index b'],
    ],
    ['used by nobody in 40 days', { indexes: [index('a', ['x'], { scans: 0 })] }, ['unused-index a']],
    ['on a replica nobody knows', { isReplica: true, indexes: [index('a', ['x'], { scans: 0 })] }, []],
    [
      'a table nobody asked yet',
      { tables: [table({ indexScans: 3 })], indexes: [index('a', ['x'], { scans: 0 })] },
      [],
    ],
    ['broken off', { indexes: [index('a', ['x'], { isValid: false, scans: 0 })] }, ['invalid-index a']],
    ['no primary key', { tables: [table({ hasPrimaryKey: false })] }, ['primary-key-missing orders']],
  ] as const)('%s', (_name, facts, expected) => {
    expect(schemaRules(facts)).toEqual(expected);
  });
});

describe('PERF-3: tables, connections, settings', () => {
  test.each([
    ['all in order', table(), []],
    ['a third dead', table({ deadRows: 4500 }), ['dead-rows']],
    ['a few dead of few', table({ deadRows: 900, liveRows: 100 }), []],
    ['never analysed', table({ rows: -1 }), ['statistics-missing']],
    ['clearing switched off', table({ isAutovacuumOff: true }), ['autovacuum-off']],
    ['read whole 60 times', table({ seqScans: 60, seqRows: 540_000 }), ['growing-scans']],
    ['60 scans that stopped at their limit', table({ seqScans: 60, seqRows: 1200 }), []],
  ])('%s', (_name, each, expected) => {
    expect(judgeTables(database({ tables: [each] })).map(({ rule }) => rule)).toEqual(expected);
  });

  test('an int key at 93 %', () => {
    const counters = [{ name: 'id', table: 'orders', last: 2_000_000_000, max: 2_147_483_647 }];
    expect(judgeTables(database({ counters }))[0]?.found).toBe(
      'orders.id stands at 2000000000 of 2147483647: 93 % are used',
    );
  });

  test.each([
    ['10 of 97 taken, pools of 40', {}, 40, []],
    [
      '90 of 97 taken',
      { connections: { max: 100, reserved: 3, used: 90, idle: 80, peak: null } },
      null,
      ['max_connections'],
    ],
    ['pools of 60: no room for old and new', {}, 60, ['max_connections']],
    ['settings that were not told', {}, null, []],
    ['fsync off', { settings: { fsync: { value: 'off', unit: null } } }, null, ['fsync']],
    ['4 MB of work_mem', { settings: { work_mem: { value: '4096', unit: 'kB' } } }, null, []],
    ['64 kB of work_mem', { settings: { work_mem: { value: '64', unit: 'kB' } } }, null, ['work_mem']],
    [
      'no statement_timeout',
      { settings: { statement_timeout: { value: '0', unit: 'ms' } } },
      null,
      ['statement_timeout'],
    ],
  ])('%s', (_name, facts, pool, expected) => {
    expect(judgeServer(database(facts), pool).map(({ subject }) => subject)).toEqual(expected);
  });
});

test('PERF-7: what mending should bring is told where it can be', () => {
  const statements = [use(list, 1, { rows: 20 }), use(author, 20)];
  expect(judgeRouteUse(route({ statements }), new Set())[0]?.expected).toBe(
    '19 of 21 queries less in each request',
  );
  const waiting = judgeRouteUse(route({ tookMs: 900, databaseMs: 20 }), new Set());
  expect(waiting[0]?.expected).toBe('up to 880 of 900 ms less for the visitor');
});

test('every rule says why it costs, in a sentence', () => {
  for (const { title, why } of Object.values(dbRules)) {
    expect(title).not.toMatch(/\.$/);
    expect(why).toMatch(/\.$/);
  }
});
