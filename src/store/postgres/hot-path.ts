import { sql, type Transaction } from 'kysely';
import type { Engine } from '../sql/engine.ts';
import { mergeRows } from '../sql/rollup-row.ts';
import type { RollupRow, SampleRow, Tables } from '../sql/tables.ts';

const sampleColumns = sql.raw(`monitor text, at bigint, region text, outcome text, total_ms double precision,
  dns_ms double precision, connect_ms double precision, tls_ms double precision, first_byte_ms double precision,
  body_ms double precision, layer text, code text, message text, address text, is_resumed smallint,
  lag_ms double precision, evidence text`);
const rollupColumns =
  sql.raw(`step smallint, monitor text, from_at bigint, region text, total bigint, up bigint,
  degraded bigint, down bigint, sketch text, is_settled smallint`);
const rollupMatch = sql.raw(`r.step = n.step and r.monitor = n.monitor and r.from_at = n.from_at
  and r.region = n.region`);

/** A whole batch is one parameter: its rows as JSON, which costs a quarter of naming each value. */
export async function insertSamples(
  trx: Transaction<Tables>,
  rows: readonly SampleRow[],
): ReturnType<Engine['insertSamples']> {
  const added = await sql<Pick<SampleRow, 'monitor' | 'at' | 'region'>>`
    insert into samples select * from json_to_recordset(${JSON.stringify(rows)}) as n(${sampleColumns})
    on conflict do nothing returning monitor, at, region`.execute(trx);
  if (added.rows.length === rows.length) return rows;
  const isNew = new Set(added.rows.map(keyOf));
  return rows.filter((row) => isNew.has(keyOf(row)));
}

const keyOf = (row: Pick<SampleRow, 'monitor' | 'at' | 'region'>): string =>
  `${row.monitor}\0${row.region}\0${row.at}`;

/**
 * New rollups are inserted; known ones are locked, merged here and written back. A row that another replica inserts at
 * the same time is waited for and then found known, so no count is lost. Rows are taken in the order of their keys: no
 * two replicas wait for each other.
 */
export async function mergeRollups(trx: Transaction<Tables>, rows: readonly RollupRow[]): Promise<void> {
  const inserted = await sql<RollupRow>`
    insert into rollups (${sql.raw(rollupNames)})
    select ${sql.raw(rollupNames)} from json_to_recordset(${JSON.stringify(rows)}) as n(${rollupColumns})
    on conflict do nothing returning step, monitor, from_at, region`.execute(trx);
  const isNew = new Set(inserted.rows.map(placeOf));
  const added = new Map(rows.filter((row) => !isNew.has(placeOf(row))).map((row) => [placeOf(row), row]));
  if (added.size === 0) return;
  const known = await sql<RollupRow>`
    select r.* from rollups r join json_to_recordset(${JSON.stringify([...added.values()])})
      as n(${rollupColumns}) on ${rollupMatch}
    order by r.step, r.monitor, r.from_at, r.region for update of r`.execute(trx);
  const merged = known.rows.map((row) => mergeRows(row, added.get(placeOf(row)) ?? row));
  await sql`
    update rollups r set total = n.total, up = n.up, degraded = n.degraded, down = n.down, sketch = n.sketch,
      is_settled = 0
    from json_to_recordset(${JSON.stringify(merged)}) as n(${rollupColumns}) where ${rollupMatch}`.execute(
    trx,
  );
}

const rollupNames = 'step, monitor, from_at, region, total, up, degraded, down, sketch, is_settled';

const placeOf = (row: RollupRow): string => `${row.step}\0${row.monitor}\0${row.from_at}\0${row.region}`;
