import fc from 'fast-check';
import { loadModule } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { judgePlanProblem } from './judge-plan.ts';
import { judgeServer } from './judge-server.ts';
import { judgeTables } from './judge-tables.ts';
import { mysqlAddress } from './mysql-address.ts';
import { mysqlConversions } from './mysql-conversions.ts';
import { readMysqlPlan } from './mysql-plan.ts';
import { readMysqlStatement } from './mysql-statement.ts';
import { mysqlTokens } from './mysql-text.ts';
import { asReading } from './mysql-values.ts';
import { planProblems } from './plan-problems.ts';
import type { DatabaseFacts, IndexFacts, TableFacts } from './statistics.ts';

beforeAll(() => loadModule());

const read = (text: string): ReturnType<typeof readMysqlStatement> => readMysqlStatement(text, 'shop');

describe('PERF-3: statements of MySQL as performance_schema keeps them', () => {
  test.each([
    // MariaDB 10.11, MySQL 5.7: words in capitals, lists as `...`.
    ['SELECT NAME FROM `members` WHERE ID = ? ', 'select', ['members'], false, false],
    [
      'SELECT * FROM `orders` WHERE `member_id` IN (...) ORDER BY `ordered_at` DESC LIMIT ?, ... ',
      'select',
      ['orders'],
      true,
      true,
    ],
    [
      'SELECT `o` . `id` AS `oid` , SUM ( `total_cents` ) FROM `shop` . `orders` `o` LEFT JOIN `members` `m` ON `m` . `id` = `o` . `member_id` WHERE ( `o` . `status` = ? OR `o` . `status` IS NULL ) GROUP BY `o` . `id` HAVING COUNT ( * ) > ? LIMIT ? OFFSET ? FOR UPDATE ',
      'select',
      ['members', 'orders'],
      true,
      true,
    ],
    [
      'INSERT INTO `orders` ( `member_id` , STATUS ) VALUES (...) /* , ... */ ON DUPLICATE KEY UPDATE STATUS = VALUES ( STATUS ) ',
      'insert',
      ['orders'],
      false,
      false,
    ],
    [
      'DELETE FROM `sessions` WHERE `expires_at` < NOW ( ) - INTERVAL ? DAY LIMIT ?',
      'delete',
      ['sessions'],
      false,
      false,
    ],
    [
      'UPDATE `stock` `s` JOIN `lines` `l` ON `l` . `id` = `s` . `line` SET `s` . `left` = ?',
      'update',
      ['lines', 'stock'],
      false,
      false,
    ],
    // What ORMs write.
    [
      'SELECT `main` . `users` . `id` FROM `main` . `users` WHERE `main` . `users` . `id` IN (...) AND ? = ?',
      'select',
      ['main.users'],
      false,
      false,
    ],
    [
      'SELECT SQL_CALC_FOUND_ROWS `wp_posts` . `ID` FROM `wp_posts` USE INDEX ( `type` ) WHERE ? = ? AND `post_title` NOT REGEXP ? ORDER BY `post_date` DESC LIMIT ?, ...',
      'select',
      ['wp_posts'],
      true,
      true,
    ],
    [
      'SELECT `t` . * FROM `t` WHERE MATCH ( `a` , `b` ) AGAINST ( ? IN BOOLEAN MODE ) AND `c` <=> ? COLLATE `utf8mb4_bin`',
      'select',
      ['t'],
      false,
      false,
    ],
    [
      'SELECT GROUP_CONCAT ( `a` SEPARATOR ? ) , CAST ( `b` AS UNSIGNED ) , CONVERT ( `c` USING `utf8mb4` ) FROM `t` FORCE INDEX ( PRIMARY ) WHERE `user` = ? && ! `gone`',
      'select',
      ['t'],
      false,
      false,
    ],
  ] as const)('%s', (text, kind, tables, hasLimit, hasOffset) => {
    expect(read(text)).toMatchObject({ kind, tables, hasLimit, hasOffset });
  });

  test.each(['SET NAMES utf8mb4', 'SHOW TABLES', 'EXPLAIN SELECT ?', 'COMMIT', '', 'CALL `x` ( )'])(
    'no statement of the product: %s',
    (text) => expect(read(text)).toBeNull(),
  );

  test('where the values stand, and what it is ordered by', () => {
    const text =
      'SELECT `id` FROM `orders` `o` WHERE `o` . `member_id` = ? AND `note` LIKE ? ORDER BY `o` . `ordered_at` DESC LIMIT ?, ?';
    expect(read(text)).toMatchObject({
      parameters: [
        { kind: 'column', table: 'orders', column: 'member_id' },
        { kind: 'pattern', column: 'note' },
        { kind: 'offset' },
        { kind: 'limit' },
      ],
      order: ['ordered_at DESC'],
      isSummed: false,
    });
    expect(read('SELECT COUNT ( * ) FROM `orders` WHERE `a` = ?')?.isSummed).toBe(true);
  });

  test.each([
    [
      'SELECT NAME FROM `members` WHERE ID IN (...) LIMIT ?, ...',
      ['7', '0', '20'],
      'SELECT NAME FROM `members` WHERE ID IN ( 7 ) LIMIT 0 , 20',
    ],
    [
      'SELECT `lower` ( `a` ) FROM `t` WHERE `s` . `order` = ?',
      ["'x'"],
      "SELECT lower ( `a` ) FROM `t` WHERE `s`.`order` = 'x'",
    ],
    ['DELETE FROM `orders` WHERE ID = ?', ['5'], 'select * from `orders` WHERE ID = 5'],
    ['UPDATE `orders` SET STATUS = ? WHERE ID = ?', ["'paid'", '5'], 'select * from `orders` WHERE ID = 5'],
    ['UPDATE `a` JOIN `b` ON `a` . `x` = `b` . `x` SET `a` . `y` = ? WHERE `b` . `z` = ?', ['1', '2'], null],
    ['INSERT INTO `orders` VALUES (...)', ['1'], null],
    ['SELECT ? INTO OUTFILE ?', ['1', "'/x'"], null],
    ['SELECT ? ; DROP TABLE `x`', ['1'], null],
    [
      'SELECT * FROM `jobs` WHERE `id` = ? FOR UPDATE SKIP LOCKED',
      ['5'],
      'SELECT * FROM `jobs` WHERE `id` = 5',
    ],
    ['DELETE FROM `orders`', [], null],
  ] as const)('to be planned: %s', (text, values, sql) => {
    expect(asReading(text, values)).toBe(sql);
  });

  test('anything can be read, and reading ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        for (const { text: token } of mysqlTokens(text)) expect(token.length).toBeGreaterThanOrEqual(0);
        read(`SELECT ${text}`);
        asReading(`SELECT ${text}`, ['1']);
      }),
      { numRuns: 100 },
    );
    read(`SELECT ${'('.repeat(3_000)}`);
    read(`SELECT ${"'\\".repeat(20_000)}`);
  });
});

const table = (name: string, change: Partial<TableFacts> = {}): TableFacts => ({
  name,
  engine: 'InnoDB',
  rows: 9000,
  bytes: 1e6,
  liveRows: 9000,
  deadRows: 0,
  seqScans: null,
  seqRows: 0,
  indexScans: 0,
  hasPrimaryKey: true,
  isAutovacuumOff: false,
  isPartitioned: false,
  partitionOf: null,
  columns: [
    { name: 'id', type: 'int' },
    { name: 'member_id', type: 'int' },
    { name: 'status', type: 'varchar' },
    { name: 'note', type: 'text' },
    { name: 'ordered_at', type: 'datetime' },
  ],
  ...change,
});

const orders =
  'SELECT * FROM `orders` WHERE `member_id` = ? AND STATUS = ? ORDER BY `ordered_at` DESC LIMIT ?';
function problemsOf(plan: unknown, text = orders, rowsPerCall = 20): readonly (readonly [string, string])[] {
  const statement = read(text);
  if (statement === null) throw new Error('no statement');
  const root = readMysqlPlan(plan, { statement, rowsPerCall });
  if (root === null) throw new Error('no plan');
  return planProblems(root, [table('orders')]).map((problem) => {
    const { finding } = judgePlanProblem(problem, { route: null, query: text, kind: 'mysql' });
    return [finding.rule, finding.remedy];
  });
}

describe('PERF-3: plans of MySQL and MariaDB', () => {
  const wanted = [
    'unindexed-filter',
    'alter table `orders` add index orders_member_id_status_ordered_at_idx (member_id, `status`, ordered_at desc), algorithm = inplace, lock = none',
  ];
  test('MariaDB 10.11: read whole, then sorted', () => {
    const table10 = {
      table_name: 'orders',
      access_type: 'ALL',
      rows: 9142,
      filtered: 100,
      attached_condition: "orders.member_id = 77 and orders.`status` = 'paid'",
    };
    const sorted = { read_sorted_file: { filesort: { sort_key: 'orders.ordered_at desc', table: table10 } } };
    expect(problemsOf({ query_block: { select_id: 1, nested_loop: [sorted] } })).toEqual([wanted]);
  });

  test('MySQL 8: the same, with figures as texts', () => {
    const table8 = {
      table_name: 'orders',
      access_type: 'ALL',
      rows_examined_per_scan: 9142,
      rows_produced_per_join: 91,
      filtered: '1.00',
      cost_info: { read_cost: '1.2' },
      attached_condition: "((`shop`.`orders`.`member_id` = 77) and (`shop`.`orders`.`status` = 'paid'))",
    };
    const sorted = {
      select_id: 1,
      cost_info: { query_cost: '922.45' },
      ordering_operation: { using_filesort: true, table: table8 },
    };
    expect(problemsOf(JSON.stringify({ query_block: sorted }))).toEqual([wanted]);
  });

  test.each([
    [
      'a row by its key',
      { table_name: 'orders', access_type: 'const', key: 'PRIMARY', rows: 1, filtered: 100 },
      orders,
      [],
    ],
    ['nothing there', { message: 'Impossible WHERE noticed after reading const tables' }, orders, []],
    [
      'counted by the key',
      {
        table_name: 'orders',
        access_type: 'index',
        key: 'PRIMARY',
        rows: 9142,
        filtered: 100,
        using_index: true,
      },
      'SELECT COUNT ( * ) FROM `orders`',
      ['whole-table-read'],
    ],
    [
      'a day by a function',
      {
        table_name: 'orders',
        access_type: 'ALL',
        rows: 9142,
        filtered: 100,
        attached_condition: "cast(orders.ordered_at as date) = '2026-04-03'",
      },
      'SELECT ID FROM `orders` WHERE DATE ( `ordered_at` ) = ?',
      ['cast-hides-index'],
    ],
    [
      'a text of which only the beginning can be held',
      {
        table_name: 'o',
        access_type: 'ALL',
        rows: 9142,
        filtered: 100,
        attached_condition: "o.note = <cache>('x')",
      },
      'SELECT ID FROM `orders` `o` WHERE `note` = ?',
      ['unindexed-filter'],
    ],
  ] as const)('%s', (_name, planned, text, rules) => {
    const found = problemsOf({ query_block: { select_id: 1, nested_loop: [{ table: planned }] } }, text);
    expect(found.map(([rule]) => rule)).toEqual(rules);
    if (text.includes('note')) expect(found[0]?.[1]).toContain('(`note`(64))');
  });

  test('no plan, a plan of nothing, a plan without end', () => {
    const statement = read(orders);
    if (statement === null) throw new Error('no statement');
    const about = { statement, rowsPerCall: 1 };
    for (const value of [null, 7, 'x', '{', [], {}, { query_block: 5 }])
      expect(readMysqlPlan(value, about)).toBeNull();
    let deep: unknown = {};
    for (let depth = 0; depth < 5000; depth += 1) deep = { nested_loop: [deep] };
    expect(readMysqlPlan({ query_block: deep }, about)?.children).toEqual([]);
    fc.assert(
      fc.property(fc.json(), (json) => void readMysqlPlan(`{"query_block":${json}}`, about)),
      { numRuns: 200 },
    );
  });

  test('the value is of another type than the column: told by what was counted', () => {
    const text = 'SELECT ID FROM `orders` WHERE STATUS = ?';
    const statement = read(text);
    if (statement === null) throw new Error('no statement');
    const index: IndexFacts = {
      name: 'by_status',
      table: 'orders',
      keys: ['status'],
      method: 'btree',
      predicate: null,
      kinds: 'whole/A',
      included: [],
      isUnique: false,
      isConstraint: false,
      isValid: true,
      scans: 1,
      bytes: 1,
      needed: null,
    };
    const plan = {
      query_block: {
        table: { table_name: 'orders', access_type: 'ref', key: 'by_status', rows: 1, filtered: 100 },
      },
    };
    const root = readMysqlPlan(plan, { statement, rowsPerCall: 1 });
    if (root === null) throw new Error('no plan');
    const counted = {
      id: 'a',
      calls: 2,
      rows: 2,
      execMs: 1,
      blocks: null,
      tempBlocks: null,
      diskTables: 0,
      statement,
    };
    const facts = { tables: [table('orders')], indexes: [index] };
    expect(mysqlConversions(root, { ...counted, examinedRows: 18_000 }, facts)).toMatchObject([
      { kind: 'filter', conditions: [{ column: 'status' }] },
    ]);
    expect(mysqlConversions(root, { ...counted, examinedRows: 2 }, facts)).toEqual([]);
    expect(mysqlConversions(root, { ...counted, rows: 17_000, examinedRows: 18_000 }, facts)).toEqual([]);
  });
});

const setting = (value: string): { readonly value: string; readonly unit: null } => ({ value, unit: null });
const healthy: DatabaseFacts['settings'] = {
  innodb_doublewrite: setting('ON'),
  innodb_flush_log_at_trx_commit: setting('1'),
  autocommit: setting('ON'),
  innodb_buffer_pool_size: setting('134217728'),
  tmp_table_size: setting('16777216'),
  max_execution_time: setting('30000'),
  slow_query_log: setting('ON'),
  max_connections: setting('151'),
};
const facts = (change: Partial<DatabaseFacts>): DatabaseFacts => ({
  kind: 'mysql',
  product: 'MySQL',
  database: 'shop',
  version: '8.4.3',
  isReplica: false,
  bytes: 1e8,
  statisticsDays: 40,
  tables: [],
  indexes: [],
  foreignKeys: [],
  counters: [],
  connections: { max: 151, reserved: 0, used: 5, idle: 4, peak: 20 },
  settings: healthy,
  ...change,
});

describe('PERF-3: a MySQL server', () => {
  test.each([
    ['as it should be', {}, []],
    ['a variable it does not have', { settings: {} }, []],
    ['pages may tear', { settings: { innodb_doublewrite: setting('OFF') } }, ['innodb_doublewrite']],
    [
      'orders may be lost',
      { settings: { innodb_flush_log_at_trx_commit: setting('2') } },
      ['innodb_flush_log_at_trx_commit'],
    ],
    ['sessions in endless transactions', { settings: { autocommit: setting('OFF') } }, ['autocommit']],
    [
      '8 MB of memory for 100 MB',
      { settings: { innodb_buffer_pool_size: setting('8388608') } },
      ['innodb_buffer_pool_size'],
    ],
    [
      'it reads from the disk',
      {
        bytes: 1e9,
        settings: {
          ...healthy,
          innodb_buffer_pool_size: setting('268435456'),
          Innodb_buffer_pool_read_requests: setting('2000000'),
          Innodb_buffer_pool_reads: setting('90000'),
        },
      },
      ['innodb_buffer_pool_size'],
    ],
    [
      'groupings on disk',
      {
        settings: {
          ...healthy,
          Created_tmp_tables: setting('9000'),
          Created_tmp_disk_tables: setting('4000'),
        },
      },
      ['tmp_table_size'],
    ],
    [
      'the query cache',
      { settings: { query_cache_size: setting('1048576'), query_cache_type: setting('ON') } },
      ['query_cache_size'],
    ],
    [
      'the query cache, switched off',
      { settings: { query_cache_size: setting('1048576'), query_cache_type: setting('OFF') } },
      [],
    ],
    [
      'no time limit on MariaDB',
      { settings: { max_statement_time: setting('0.000000') } },
      ['max_statement_time'],
    ],
    [
      'all connections were taken once',
      { connections: { max: 151, reserved: 0, used: 5, idle: 4, peak: 151 } },
      ['max_connections'],
    ],
  ] as const)('%s', (_name, change, subjects) => {
    expect(judgeServer(facts(change), null).map(({ subject }) => subject)).toEqual(subjects);
  });

  test.each([
    ['read 60 times without an index', table('orders', { seqRows: 60 * 9000 }), ['growing-scans']],
    ['read by its indexes', table('orders', { seqRows: 60 * 9000, indexScans: 1e9 }), []],
    ['kept by MyISAM', table('clicks', { engine: 'MyISAM', rows: 500 }), ['table-locks']],
    ['a handful of rows in MyISAM', table('kinds', { engine: 'MyISAM', rows: 5 }), []],
  ] as const)('%s', (_name, each, rules) => {
    expect(judgeTables(facts({ tables: [each] })).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('addresses of MySQL', () => {
  test.each([
    [
      'mysql://app:p%40ss@db.example.com/shop',
      {
        host: 'db.example.com',
        port: 3306,
        user: 'app',
        password: 'p@ss',
        database: 'shop',
        encryption: 'preferred',
      },
    ],
    ['mariadb://app@127.0.0.1:3307/shop', { port: 3307, password: '', encryption: 'off' }],
    ['mysql://a@db.example.com/s?ssl-mode=REQUIRED', { encryption: 'required' }],
    ['mysql://a@db.example.com/s?ssl-mode=VERIFY_IDENTITY', { encryption: 'verified' }],
    ['mysql://a@db.example.com/s?sslaccept=strict', { encryption: 'verified' }],
    ['mysql://a@db.example.com/s?ssl={"rejectUnauthorized":true}', { encryption: 'verified' }],
    ['mysql://a@db.example.com/s?useSSL=false', { encryption: 'off' }],
    ['mysql://a@[::1]/s', { host: '::1', encryption: 'off' }],
    ['mysql://a@localhost/s?socketPath=/run/mysqld/mysqld.sock', { socketPath: '/run/mysqld/mysqld.sock' }],
  ] as const)('%s', (url, address) => expect(mysqlAddress(url)).toMatchObject(address));

  test.each(['mysql://db.example.com', 'mysql://db.example.com/', 'nothing', 'mysql://h/a/b'])(
    'no database: %s',
    (url) => expect(mysqlAddress(url)).toBeNull(),
  );
});
