import type { DataWitness, TableState } from '../../model/deploy.ts';
import type { Manifest, ManifestDataStore } from '../../model/manifest.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { textBehind } from '../../secrets/behind.ts';

export interface Witnesses extends AsyncDisposable {
  readonly all: readonly DataWitness[];
}

/** Over the PostgreSQL data stores of the manifest whose address this machine knows. They only read. */
export async function openWitnesses(manifest: Manifest, outside: Outside): Promise<Witnesses> {
  const stores = manifest.dataStores.filter(({ kind, url }) => kind === 'postgres' && url !== null);
  return {
    all: await Promise.all(
      stores.map(async (store) => witnessOf(store, await textBehind(store.url ?? '', outside))),
    ),
    [Symbol.asyncDispose]: async () => {},
  };
}

const witnessOf = (store: ManifestDataStore, url: Result<string>): DataWitness => ({
  store: store.id,
  look: async () => (url.ok ? readTables(url.value) : url),
});

const maxTables = 500;
const columnsQuery = `
  select format('%I.%I', table_schema, table_name) as name, column_name || ' ' || data_type as column_text
  from information_schema.columns join information_schema.tables using (table_schema, table_name)
  where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
  order by table_schema, table_name, ordinal_position`;

/** Every table with its columns and rows, in one read-only transaction with a limit of time. */
export async function readTables(url: string): Promise<Result<readonly TableState[]>> {
  const { Client } = (await import('pg')).default;
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    application_name: 'launch-ready',
  });
  // A connection that dies while idle must not end the process; the next query tells.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    const found = await client.query<{ name: string; column_text: string }>(columnsQuery);
    const columns = new Map<string, string[]>();
    for (const { name, column_text: text } of found.rows)
      columns.set(name, [...(columns.get(name) ?? []), text]);
    const tables: TableState[] = [];
    for (const [table, all] of [...columns].slice(0, maxTables)) {
      // `format('%I')` has quoted the name.
      const counted = await client.query<{ rows: string }>(`select count(*)::text as rows from ${table}`);
      tables.push({ table, rows: Number(counted.rows[0]?.rows ?? 0), columns: all });
    }
    return ok(tables);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return failure('failed', `The database could not be read${code === '' ? '' : ` (${code})`}`, code);
  } finally {
    await client.end().catch(() => {});
  }
}
