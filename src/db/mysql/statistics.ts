import { z } from 'zod';
import { failure, ok, type Result } from '../../model/outside.ts';
import { mysqlSettingNames } from '../../protocols/database/mysql-settings.ts';
import type { DatabaseFacts } from '../../protocols/database/statistics.ts';
import { countersOf, foreignKeysOf, indexesOf, tablesOf } from './catalog.ts';
import type { MysqlSession } from './session.ts';

const statusNames = [
  'Threads_connected',
  'Threads_running',
  'Max_used_connections',
  'Uptime',
  'Innodb_buffer_pool_reads',
  'Innodb_buffer_pool_read_requests',
  'Created_tmp_disk_tables',
  'Created_tmp_tables',
];

const pairSchema = z.array(z.object({ Variable_name: z.string(), Value: z.string() }));

/** Catalog, counters and settings. Counters need performance_schema; without it their figures are null, never zero. */
export async function readMysqlDatabase(
  session: MysqlSession,
  about: { readonly isReplica: boolean; readonly isCounted: boolean },
): Promise<Result<DatabaseFacts>> {
  const settings = await pairs(session, 'variables', [...mysqlSettingNames, 'max_connections']);
  if (!settings.ok) return settings;
  const status = await pairs(session, 'status', statusNames);
  if (!status.ok) return status;
  const tables = await tablesOf(session, about.isCounted);
  if (!tables.ok) return tables;
  const indexes = await indexesOf(session, about.isCounted);
  if (!indexes.ok) return indexes;
  const foreignKeys = await foreignKeysOf(session);
  if (!foreignKeys.ok) return foreignKeys;
  const counters = await countersOf(session);
  if (!counters.ok) return counters;
  const of = (name: string): number => Number(status.value.get(name) ?? 0);
  const all = [...settings.value, ...status.value].map(
    ([name, value]) => [name, { value, unit: null }] as const,
  );
  return ok({
    kind: 'mysql',
    product: session.isMariaDb ? 'MariaDB' : 'MySQL',
    database: session.database,
    version: session.version,
    isReplica: about.isReplica,
    bytes: tables.value.reduce((sum, { bytes }) => sum + bytes, 0),
    statisticsDays: of('Uptime') / 86_400,
    tables: tables.value,
    indexes: indexes.value,
    foreignKeys: foreignKeys.value,
    counters: counters.value,
    connections: {
      max: Number(settings.value.get('max_connections') ?? 0),
      reserved: 0,
      used: Math.max(0, of('Threads_connected') - 1),
      idle: Math.max(0, of('Threads_connected') - of('Threads_running')),
      peak: of('Max_used_connections'),
    },
    settings: Object.fromEntries(all),
  });
}

async function pairs(
  session: MysqlSession,
  what: 'variables' | 'status',
  names: readonly string[],
): Promise<Result<ReadonlyMap<string, string>>> {
  const list = names.map((name) => `'${name}'`).join(', ');
  const rows = await session.run(`show global ${what} where variable_name in (${list})`);
  if (!rows.ok) return rows;
  const read = pairSchema.safeParse(rows.value);
  if (!read.success)
    return failure('protocol', `the server answers show global ${what} in a way not known here`);
  return ok(new Map(read.data.map(({ Variable_name: name, Value: value }) => [name, value])));
}
