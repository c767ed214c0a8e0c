import { z } from 'zod';
import { ok, type Result } from '../../model/outside.ts';
import type {
  CounterFacts,
  ForeignKeyFacts,
  IndexFacts,
  TableFacts,
} from '../../protocols/database/statistics.ts';
import { rowsOf } from '../rows.ts';
import type { MysqlSession } from './session.ts';
import { figure, literal } from './sql.ts';

const maxRows = 5_000;
const maxColumns = 50_000;

const tableSchema = z.object({
  name: z.string(),
  engine: z.string().nullable(),
  rows: z.number(),
  bytes: z.number(),
});
const columnSchema = z.object({ tableName: z.string(), name: z.string(), type: z.string() });
const useSchema = z.object({ tableName: z.string(), indexName: z.string().nullable(), reads: z.number() });

/** Base tables; columns and reads beside them. */
export async function tablesOf(
  session: MysqlSession,
  isCounted: boolean,
): Promise<Result<readonly TableFacts[]>> {
  const here = `table_schema = ${literal(session.database)}`;
  const tables = await rowsOf(
    session,
    `select table_name as name, engine as engine, ${figure('table_rows', '`rows`')}, ${figure('data_length + index_length', 'bytes')}
      from information_schema.tables where ${here} and table_type = 'BASE TABLE' order by data_length desc limit ${maxRows}`,
    tableSchema,
  );
  if (!tables.ok) return tables;
  const columns = await rowsOf(
    session,
    `select table_name as tableName, column_name as name, data_type as type from information_schema.columns where ${here} order by table_name, ordinal_position limit ${maxColumns}`,
    columnSchema,
  );
  if (!columns.ok) return columns;
  const keys = await rowsOf(
    session,
    `select distinct table_name as name from information_schema.statistics where ${here} and index_name = 'PRIMARY'`,
    z.object({ name: z.string() }),
  );
  if (!keys.ok) return keys;
  const uses = await usesOf(session, isCounted);
  const readsOf = (table: string, isIndexed: boolean): number =>
    (uses ?? [])
      .filter((use) => use.tableName === table && (use.indexName !== null) === isIndexed)
      .reduce((sum, { reads }) => sum + reads, 0);
  return ok(
    tables.value.map(({ name, engine, rows, bytes }) => ({
      name,
      engine,
      rows,
      bytes,
      liveRows: rows,
      deadRows: 0,
      seqScans: null,
      seqRows: readsOf(name, false),
      indexScans: readsOf(name, true),
      hasPrimaryKey: keys.value.some((key) => key.name === name),
      isAutovacuumOff: false,
      // Partitions of MySQL are no tables of their own.
      isPartitioned: false,
      partitionOf: null,
      columns: columns.value.filter(({ tableName }) => tableName === name),
    })),
  );
}

/** Rows read through each index, and without any; null where that is not counted. */
async function usesOf(
  session: MysqlSession,
  isCounted: boolean,
): Promise<readonly z.infer<typeof useSchema>[] | null> {
  if (!isCounted) return null;
  const uses = await rowsOf(
    session,
    `select object_name as tableName, index_name as indexName, ${figure('count_read', '`reads`')}
      from performance_schema.table_io_waits_summary_by_index_usage where object_schema = ${literal(session.database)} limit ${maxColumns}`,
    useSchema,
  );
  return uses.ok ? uses.value : null;
}

const partSchema = z.object({
  tableName: z.string(),
  indexName: z.string(),
  method: z.string(),
  isUnique: z.number(),
  columnName: z.string().nullable(),
  part: z.number().nullable(),
  direction: z.string().nullable(),
});

export async function indexesOf(
  session: MysqlSession,
  isCounted: boolean,
): Promise<Result<readonly IndexFacts[]>> {
  const parts = await rowsOf(
    session,
    `select table_name as tableName, index_name as indexName, index_type as method, 1 - non_unique as isUnique,
      column_name as columnName, sub_part as part, collation as direction
      from information_schema.statistics where table_schema = ${literal(session.database)}
      order by table_name, index_name, seq_in_index limit ${maxColumns}`,
    partSchema,
  );
  if (!parts.ok) return parts;
  const uses = await usesOf(session, isCounted);
  const sizes = await sizesOf(session);
  const grouped = Map.groupBy(parts.value, ({ tableName, indexName }) => `${tableName}\0${indexName}`);
  return ok(
    [...grouped.values()].flatMap((columns) => {
      const [first] = columns;
      if (first === undefined) return [];
      const { tableName, indexName, method } = first;
      const use = uses?.find((each) => each.tableName === tableName && each.indexName === indexName);
      return [
        {
          name: indexName,
          table: tableName,
          method: method.toLowerCase(),
          // MySQL keeps the text of an expression elsewhere; without a name two of them are never taken for one.
          keys: columns.map(({ columnName }, at) => columnName ?? `(expression ${at + 1} of ${indexName})`),
          included: [],
          kinds: columns.map(({ part, direction }) => `${part ?? 'whole'}/${direction ?? ''}`).join(' '),
          predicate: null,
          isUnique: first.isUnique === 1,
          isConstraint: indexName === 'PRIMARY',
          isValid: true,
          // Searches for words are not counted as reads of an index.
          scans: uses === null || method === 'FULLTEXT' ? null : (use?.reads ?? 0),
          bytes: sizes.get(`${tableName}\0${indexName}`) ?? 0,
          needed: null,
        },
      ];
    }),
  );
}

/** From the figures InnoDB keeps for its planner; empty where the role may not read them. */
async function sizesOf(session: MysqlSession): Promise<ReadonlyMap<string, number>> {
  const sizes = await rowsOf(
    session,
    `select table_name as tableName, index_name as indexName, stat_value * @@innodb_page_size + 0e0 as bytes
      from mysql.innodb_index_stats where stat_name = 'size' and database_name = ${literal(session.database)} limit ${maxColumns}`,
    z.object({ tableName: z.string(), indexName: z.string(), bytes: z.number() }),
  );
  return new Map(
    sizes.ok
      ? sizes.value.map(({ tableName, indexName, bytes }) => [`${tableName}\0${indexName}`, bytes])
      : [],
  );
}

const keySchema = z.object({
  name: z.string(),
  tableName: z.string(),
  target: z.string(),
  columnName: z.string(),
});

/** InnoDB gives every foreign key an index of its own, and keeps the last one from being dropped: none can lack it. */
export async function foreignKeysOf(session: MysqlSession): Promise<Result<readonly ForeignKeyFacts[]>> {
  const parts = await rowsOf(
    session,
    `select constraint_name as name, table_name as tableName, referenced_table_name as target, column_name as columnName
      from information_schema.key_column_usage where table_schema = ${literal(session.database)} and referenced_table_name is not null
      order by table_name, constraint_name, ordinal_position limit ${maxRows}`,
    keySchema,
  );
  if (!parts.ok) return parts;
  const grouped = Map.groupBy(parts.value, ({ name, tableName }) => `${tableName}\0${name}`);
  return ok(
    [...grouped.values()].flatMap((columns) => {
      const [first] = columns;
      if (first === undefined) return [];
      const { name, tableName: table, target } = first;
      return [{ name, table, target, targetRows: 0, columns: columns.map(({ columnName }) => columnName) }];
    }),
  );
}

const maxOf: Readonly<Record<string, number>> = {
  tinyint: 2 ** 7 - 1,
  smallint: 2 ** 15 - 1,
  mediumint: 2 ** 23 - 1,
  int: 2 ** 31 - 1,
  bigint: 2 ** 63,
};

export async function countersOf(session: MysqlSession): Promise<Result<readonly CounterFacts[]>> {
  const rows = await rowsOf(
    session,
    `select t.table_name as tableName, c.column_name as name, c.data_type as type, c.column_type as wide, ${figure('t.auto_increment', 'next')}
      from information_schema.tables t join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
      where t.table_schema = ${literal(session.database)} and c.extra like '%auto_increment%' and t.auto_increment is not null limit ${maxRows}`,
    z.object({
      tableName: z.string(),
      name: z.string(),
      type: z.string(),
      wide: z.string(),
      next: z.number(),
    }),
  );
  if (!rows.ok) return rows;
  return ok(
    rows.value.flatMap(({ tableName: table, name, type, wide, next }) => {
      const signed = maxOf[type];
      if (signed === undefined) return [];
      const max = wide.includes('unsigned') ? signed * 2 + 1 : signed;
      return [{ name, table, last: Math.max(0, next - 1), max }];
    }),
  );
}
