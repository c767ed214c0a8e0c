import fc from 'fast-check';
import { loadModule } from 'libpg-query';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPlan } from './plan.ts';
import { planProblems } from './plan-problems.ts';
import { conditionsOf } from './predicate.ts';
import { proposalFor } from './proposal.ts';
import { readStatement } from './statement.ts';
import type { TableFacts } from './statistics.ts';

beforeAll(() => loadModule());

const column = (name: string, type: string): { readonly name: string; readonly type: string } => ({
  name,
  type,
});
const listings: TableFacts = {
  name: 'listings',
  rows: 100_000,
  bytes: 1e7,
  liveRows: 100_000,
  deadRows: 0,
  seqScans: 0,
  seqRows: 0,
  indexScans: 0,
  hasPrimaryKey: true,
  isAutovacuumOff: false,
  isPartitioned: false,
  partitionOf: null,
  engine: null,
  columns: [
    column('id', 'int4'),
    column('slug', 'varchar'),
    column('title', 'text'),
    column('seller_id', 'int4'),
    column('listed_at', 'timestamptz'),
    column('tags', 'jsonb'),
    column('is_open', 'bool'),
  ],
};

interface Node {
  readonly [key: string]: unknown;
}
const scan = (change: Node = {}): Node => ({
  'Node Type': 'Seq Scan',
  'Relation Name': 'listings',
  Alias: 'listings',
  'Total Cost': 1000,
  'Plan Rows': 100_000,
  ...change,
});
const under = (type: string, child: Node, change: Node = {}): Node => ({
  'Node Type': type,
  'Total Cost': 1200,
  'Plan Rows': 20,
  Plans: [child],
  ...change,
});
const proposed = (root: Node, table = listings): readonly (readonly [string, string | null])[] => {
  const plan = readPlan([{ Plan: root }]);
  if (plan === null) throw new Error('no plan');
  return planProblems(plan.root, [table]).map((problem) => [problem.kind, proposalFor(problem)?.sql ?? null]);
};
const filtered = (filter: string, rows = 30): Node => scan({ Filter: filter, 'Plan Rows': rows });
const on = 'create index concurrently';

describe('PERF-3: plans as PostgreSQL 15 writes them', () => {
  test.each([
    [
      'one value',
      filtered('(seller_id = 7)'),
      [['filter', `${on} listings_seller_id_idx on listings (seller_id)`]],
    ],
    [
      'varchar compared as text is the same',
      filtered("((slug)::text = 'a'::text)"),
      [['filter', `${on} listings_slug_idx on listings (slug)`]],
    ],
    ['a number compared as text is not', filtered("((id)::text = '7'::text)"), [['filter', null]]],
    [
      'equal before range',
      filtered('((listed_at > now()) AND (seller_id = 7))'),
      [['filter', `${on} listings_seller_id_listed_at_idx on listings (seller_id, listed_at)`]],
    ],
    [
      'an expression',
      filtered("(lower(title) = 'x'::text)"),
      [['filter', `${on} listings_lower_title_idx on listings (lower(title))`]],
    ],
    [
      'anywhere inside a text',
      filtered("(title ~~* '%lamp%'::text)"),
      [['filter', `${on} listings_title_trgm_idx on listings using gin (title gin_trgm_ops)`]],
    ],
    [
      'inside a document',
      filtered(`(tags @> '{"a": 1}'::jsonb)`),
      [['filter', `${on} listings_tags_idx on listings using gin (tags)`]],
    ],
    [
      'one of several',
      filtered('(seller_id = ANY ($1))'),
      [['filter', `${on} listings_seller_id_idx on listings (seller_id)`]],
    ],
    [
      'the value first',
      filtered('(7 = seller_id)'),
      [['filter', `${on} listings_seller_id_idx on listings (seller_id)`]],
    ],
    [
      'either, or: one index for each',
      filtered("((seller_id = 7) OR (title = 'x'::text))"),
      [['either', null]],
    ],
    ['either of two, one of which no index answers', filtered('((seller_id = 7) OR (id + 1 = 3))'), []],
    [
      'what was not deleted: a partial index',
      under(
        'Limit',
        under('Sort', filtered('((listed_at IS NULL) AND (seller_id = 7) AND is_open)'), {
          'Sort Key': ['id DESC'],
        }),
      ),
      [
        [
          'filter',
          `${on} listings_seller_id_id_idx on listings (seller_id, id DESC) where listed_at is null and is_open`,
        ],
      ],
    ],
    [
      'an index gives the order only, and all of it is walked through',
      under(
        'Limit',
        { ...filtered('(seller_id = 7)', 3), 'Node Type': 'Index Scan', 'Index Name': 'newest' },
        { 'Total Cost': 990 },
      ),
      [['filter', `${on} listings_seller_id_idx on listings (seller_id)`]],
    ],
    [
      'nothing but the mark',
      filtered('(NOT is_open)'),
      [['filter', `${on} listings_is_open_idx on listings (is_open)`]],
    ],
    [
      'inside of a document, by a key that is no longer known',
      filtered("((tags ->> $1) = 'x'::text)"),
      [['filter', null]],
    ],
    ['in a list of the row', filtered("('x'::text = ANY (tags))"), [['filter', null]]],
    [
      'words without their index',
      filtered('(to_tsvector($1, title) @@ plainto_tsquery($2))'),
      [['filter', null]],
    ],
    [
      'a day of a moment',
      filtered("(date_trunc('day'::text, listed_at) = '2026-01-01'::timestamptz)"),
      [['filter', null]],
    ],
    [
      'few rows joined with all of a table',
      under('Hash Join', scan(), { 'Join Type': 'Inner', 'Hash Cond': '(listings.seller_id = m.id)' }),
      [['filter', `${on} listings_seller_id_idx on listings (seller_id)`]],
    ],
    [
      'all of a table wanted from a join',
      under('Hash Join', scan(), {
        'Join Type': 'Inner',
        'Hash Cond': '(listings.seller_id = m.id)',
        'Plan Rows': 90_000,
      }),
      [],
    ],
    ['most rows are kept: reading all is right', filtered('(seller_id > 1)', 90_000), []],
    ['not understood', filtered('(hashed SubPlan 1)'), []],
    [
      'sorted for its first rows',
      under('Limit', under('Sort', scan(), { 'Sort Key': ['listings.listed_at DESC'] })),
      [['sort', `${on} listings_listed_at_idx on listings (listed_at DESC)`]],
    ],
    ['sorted by an expression', under('Limit', under('Sort', scan(), { 'Sort Key': ['md5(title)'] })), []],
    [
      'filtered and sorted: one index for both',
      under('Limit', under('Sort', filtered('(seller_id = 7)'), { 'Sort Key': ['listed_at DESC'] })),
      [['filter', `${on} listings_seller_id_listed_at_idx on listings (seller_id, listed_at DESC)`]],
    ],
    ['counted', under('Aggregate', scan(), { 'Plan Rows': 1 }), [['whole', null]]],
    [
      'the limit is reached soon',
      under('Limit', filtered("(title ~~* '%a%'::text)"), { 'Total Cost': 40 }),
      [],
    ],
    ['all of it wanted: another rule counts its rows', scan(), []],
  ] as const)('%s', (_name, root, expected) => {
    expect(proposed(root)).toEqual(expected);
  });

  test('a small table is read whole on purpose', () => {
    expect(proposed(filtered('(seller_id = 7)'), { ...listings, rows: 400 })).toEqual([]);
  });

  test('names that need quotes get them', () => {
    const table = { ...listings, name: 'shop.Order' };
    const root = scan({ 'Relation Name': 'shop.Order', Filter: '("sellerId" = 7)', 'Plan Rows': 3 });
    expect(proposed(root, table)).toEqual([
      ['filter', `${on} "Order_sellerId_idx" on shop."Order" ("sellerId")`],
    ]);
  });
});

describe('PERF-3: statements as pg_stat_statements keeps them', () => {
  test.each([
    [
      'select a from listings where slug = $1 limit $2 offset $3',
      'select',
      [{ kind: 'column', table: 'listings', column: 'slug' }, { kind: 'limit' }, { kind: 'offset' }],
    ],
    [
      'select l.id from listings l join members m on m.id = l.seller_id where m.email = $1',
      'select',
      [{ kind: 'column', table: 'members', column: 'email' }],
    ],
    [
      'select 1 from listings where title ilike $1 and id in ($2, $3)',
      'select',
      [
        { kind: 'pattern', table: 'listings', column: 'title' },
        { kind: 'column', table: 'listings', column: 'id' },
        { kind: 'column', table: 'listings', column: 'id' },
      ],
    ],
    [
      'update listings set price = $1 where id = $2',
      'update',
      [{ kind: 'unknown' }, { kind: 'column', table: 'listings', column: 'id' }],
    ],
    [
      'with a as (select * from listings where slug = $1) select * from a',
      'select',
      [{ kind: 'column', table: '', column: 'slug' }],
    ],
  ] as const)('%s', (sql, kind, parameters) => {
    expect(readStatement(sql)).toMatchObject({ kind, parameters });
  });

  test.each(['set work_mem = $1', 'select 1; select 2', 'select from from', '', 'vacuum listings'])(
    '%s: none of ours',
    (sql) => {
      expect(readStatement(sql)).toBeNull();
    },
  );
});

describe('hostile answers of a server', () => {
  const seeded = { seed: 20261122, numRuns: 150 };
  test('no text breaks the readers of filters and statements', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z$1-3 ().='%"]{0,60}$/)), (text) => {
        conditionsOf(text);
        readStatement(`select 1 from a where ${text}`);
      }),
      seeded,
    );
  });

  test('no value breaks the reader of plans, and a bottomless one is refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readPlan(value);
        readPlan([{ Plan: value }]);
      }),
      seeded,
    );
    let deep: Node = scan();
    for (let level = 0; level < 5000; level += 1) deep = { 'Node Type': 'Result', Plans: [deep] };
    expect(() => readPlan([{ Plan: deep }])).not.toThrow();
  });
});
