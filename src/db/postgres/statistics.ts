import { z } from 'zod';
import type { Session } from '../../collectors/data/session.ts';
import { failure, ok, type Result } from '../../model/outside.ts';
import type { DatabaseFacts } from '../../protocols/database/statistics.ts';
import { rowsOf } from '../rows.ts';
import { mark } from './connect.ts';
import { withNeeds } from './index-needs.ts';

const maxRows = 5_000;
const shown = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%' and not exists (select 1 from pg_depend x where x.objid = c.oid and x.deptype = 'e')`;
const nameOf = (relation: string, schema: string): string =>
  `case ${schema}.nspname when 'public' then ${relation}.relname else ${schema}.nspname || '.' || ${relation}.relname end`;

/** Sums over the partitions stand in for a partitioned table, which has no rows of its own. */
const tablesSql = `select ${mark} ${nameOf('c', 'n')} as name, c.relkind = 'p' as "isPartitioned",
    (select ${nameOf('r', 'm')} from pg_class r join pg_namespace m on m.oid = r.relnamespace where c.relispartition and r.oid = pg_partition_root(c.oid)) as "partitionOf",
    f.*,
    exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary) as "hasPrimaryKey",
    coalesce(exists (select 1 from unnest(c.reloptions) o where o in ('autovacuum_enabled=false', 'autovacuum_enabled=off')), false) as "isAutovacuumOff",
    (select coalesce(json_agg(json_build_object('name', a.attname, 'type', t.typname) order by a.attnum), '[]')
       from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  cross join lateral (
    select coalesce(sum(case when c.relkind = 'p' then greatest(l.reltuples, 0) else l.reltuples end), 0)::float8 as rows, coalesce(sum(pg_table_size(l.oid)), 0)::float8 as bytes,
      coalesce(sum(s.n_live_tup), 0)::float8 as "liveRows", coalesce(sum(s.n_dead_tup) filter (where c.relkind <> 'p'), 0)::float8 as "deadRows",
      coalesce(sum(s.seq_scan) filter (where c.relkind <> 'p'), 0)::float8 as "seqScans", coalesce(sum(s.seq_tup_read) filter (where c.relkind <> 'p'), 0)::float8 as "seqRows",
      coalesce(sum(s.idx_scan), 0)::float8 as "indexScans"
    from pg_class l left join pg_stat_user_tables s on s.relid = l.oid
    where l.oid = c.oid and c.relkind <> 'p' or c.relkind = 'p' and l.oid in (select p.relid from pg_partition_tree(c.oid) p where p.isleaf)
  ) f
  where c.relkind in ('r', 'm', 'p') and ${shown} order by f.bytes desc limit ${maxRows}`;

/** Indexes of partitions that belong to one of the whole table are counted there. */
const indexesSql = `select ${mark} ${nameOf('x', 'n')} as name, ${nameOf('c', 'n')} as table, m.amname as method,
    array(select coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k.position::int, true))
      from unnest(i.indkey::int2[]) with ordinality k(number, position)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number > 0
      where k.position <= i.indnkeyatts order by k.position) as keys,
    array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k(number, position)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number where k.position > i.indnkeyatts) as included,
    (select string_agg(format('%s/%s/%s', i.indclass[k], i.indcollation[k], i.indoption[k]), ' ' order by k) from generate_series(0, i.indnkeyatts - 1) k) as kinds,
    pg_get_expr(i.indpred, i.indrelid) as predicate, i.indisunique as "isUnique",
    exists (select 1 from pg_constraint o where o.conindid = i.indexrelid) as "isConstraint", i.indisvalid as "isValid",
    f.*, greatest(x.reltuples, 0)::float8 as rows, w.width::float8 as "keyBytes"
  from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid
  join pg_namespace n on n.oid = c.relnamespace join pg_am m on m.oid = x.relam
  cross join lateral (
    select coalesce(sum(s.idx_scan), 0)::float8 as scans, coalesce(sum(pg_relation_size(l.oid)), 0)::float8 as bytes
    from pg_class l left join pg_stat_user_indexes s on s.indexrelid = l.oid
    where l.oid = x.oid and x.relkind <> 'I' or x.relkind = 'I' and l.oid in (select p.relid from pg_partition_tree(x.oid) p where p.isleaf)
  ) f
  left join lateral (
    select case when count(t.avg_width) = i.indnatts and x.relkind = 'i' then sum(t.avg_width) end as width
    from unnest(i.indkey::int2[]) k(number) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number > 0
    join pg_stats t on t.schemaname = n.nspname and t.tablename = c.relname and t.attname = a.attname
  ) w on true
  where c.relkind in ('r', 'm', 'p') and not x.relispartition and ${shown} order by 2, 1 limit ${maxRows}`;

const keysSql = `select ${mark} o.conname as name, ${nameOf('c', 'n')} as table, ${nameOf('t', 'm')} as target, t.reltuples::float8 as "targetRows",
    array(select a.attname::text from unnest(o.conkey) with ordinality k(number, position)
      join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.number order by k.position) as columns
  from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class t on t.oid = o.confrelid join pg_namespace m on m.oid = t.relnamespace
  where o.contype = 'f' and o.conparentid = 0 and ${shown} limit ${maxRows}`;

const countersSql = `select ${mark} a.attname as name, ${nameOf('c', 'n')} as table, q.last_value::float8 as last,
    least(q.max_value, case t.typname when 'int2' then 32767 when 'int4' then 2147483647 else q.max_value end)::float8 as max
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_type t on t.oid = a.atttypid
  join pg_depend d on d.refobjid = c.oid and d.refobjsubid = a.attnum and d.deptype in ('a', 'i') and d.classid = 'pg_class'::regclass
  join pg_class z on z.oid = d.objid and z.relkind = 'S' join pg_namespace y on y.oid = z.relnamespace
  join pg_sequences q on q.schemaname = y.nspname and q.sequencename = z.relname
  where c.relkind in ('r', 'p') and q.last_value is not null and ${shown} limit ${maxRows}`;

const serverSql = `select ${mark} 'postgres' as kind, 'PostgreSQL' as product, current_database() as database, current_setting('server_version') as version, pg_is_in_recovery() as "isReplica",
    pg_database_size(current_database())::float8 as bytes,
    (select (extract(epoch from now() - greatest(stats_reset, pg_postmaster_start_time())) / 86400)::float8 from pg_stat_database where datname = current_database() and stats_reset is not null) as "statisticsDays",
    current_setting('max_connections')::int as max, current_setting('superuser_reserved_connections')::int as reserved,
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()) as used,
    (select count(*)::int from pg_stat_activity where backend_type = 'client backend' and state = 'idle') as idle`;

const settingNames = [
  'fsync',
  'full_page_writes',
  'autovacuum',
  'enable_indexscan',
  'enable_bitmapscan',
  'enable_hashjoin',
  'enable_nestloop',
  'enable_sort',
  'random_page_cost',
  'shared_buffers',
  'work_mem',
  'statement_timeout',
  'idle_in_transaction_session_timeout',
  'max_connections',
];
/** `reset_val`: what a new session gets, whatever this one set for itself. */
const settingsSql = `select ${mark} name, reset_val as value, unit from pg_settings where name in (${settingNames.map((name) => `'${name}'`).join(', ')})`;

const texts = z.array(z.string());
const tableSchema = z.object({
  name: z.string(),
  rows: z.number(),
  bytes: z.number(),
  liveRows: z.number(),
  deadRows: z.number(),
  seqScans: z.number(),
  seqRows: z.number(),
  indexScans: z.number(),
  hasPrimaryKey: z.boolean(),
  isAutovacuumOff: z.boolean(),
  engine: z.null().default(null),
  isPartitioned: z.boolean(),
  partitionOf: z.string().nullable(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
});
const indexSchema = z.object({
  name: z.string(),
  table: z.string(),
  method: z.string(),
  keys: texts,
  included: texts,
  kinds: z.string(),
  predicate: z.string().nullable(),
  isUnique: z.boolean(),
  isConstraint: z.boolean(),
  isValid: z.boolean(),
  scans: z.number(),
  bytes: z.number(),
  rows: z.number(),
  keyBytes: z.number().nullable(),
});
const keySchema = z.object({
  name: z.string(),
  table: z.string(),
  target: z.string(),
  targetRows: z.number(),
  columns: texts,
});
const counterSchema = z.object({ name: z.string(), table: z.string(), last: z.number(), max: z.number() });
const serverSchema = z.object({
  kind: z.literal('postgres'),
  product: z.string(),
  database: z.string(),
  version: z.string(),
  isReplica: z.boolean(),
  bytes: z.number(),
  statisticsDays: z.number().nullable(),
  max: z.number(),
  reserved: z.number(),
  used: z.number(),
  idle: z.number(),
});
const settingSchema = z.object({ name: z.string(), value: z.string(), unit: z.string().nullable() });

/** Catalog, counters and settings in six queries. */
export async function readDatabase(session: Session): Promise<Result<DatabaseFacts>> {
  const server = await rowsOf(session, serverSql, serverSchema);
  const tables = await rowsOf(session, tablesSql, tableSchema);
  const indexes = await rowsOf(session, indexesSql, indexSchema);
  const foreignKeys = await rowsOf(session, keysSql, keySchema);
  const counters = await rowsOf(session, countersSql, counterSchema);
  const settings = await rowsOf(session, settingsSql, settingSchema);
  if (!server.ok) return server;
  if (!tables.ok) return tables;
  if (!indexes.ok) return indexes;
  if (!foreignKeys.ok) return foreignKeys;
  if (!counters.ok) return counters;
  if (!settings.ok) return settings;
  const [about] = server.value;
  if (about === undefined) return failure('protocol', 'the server says nothing about itself');
  const { max, reserved, used, idle, ...rest } = about;
  return ok({
    ...rest,
    tables: tables.value,
    indexes: await withNeeds(session, indexes.value),
    foreignKeys: foreignKeys.value,
    counters: counters.value,
    connections: { max, reserved, used, idle, peak: null },
    settings: Object.fromEntries(settings.value.map(({ name, value, unit }) => [name, { value, unit }])),
  });
}
