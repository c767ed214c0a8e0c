import type { DatabaseSync } from 'node:sqlite';
import type { Engine } from '../sql/engine.ts';
import { mergeRows } from '../sql/rollup-row.ts';
import type { RollupRow, SampleRow } from '../sql/tables.ts';

type HotPath = Pick<Engine, 'insertSamples' | 'mergeRollups'>;

/** What runs for every sample, on prepared statements; called inside the one open transaction. */
export function sqliteHotPath(database: DatabaseSync): HotPath {
  const insert = database.prepare(
    `insert into samples (monitor, at, region, outcome, total_ms, dns_ms, connect_ms, tls_ms, first_byte_ms,
      body_ms, layer, code, message, address, is_resumed, lag_ms, evidence)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const find = database.prepare(
    'select * from rollups where step = ? and monitor = ? and from_at = ? and region = ?',
  );
  const put = database.prepare(
    `insert or replace into rollups (step, monitor, from_at, region, total, up, degraded, down, sketch, is_settled)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const isNew = (row: SampleRow): boolean => insert.run(...sampleValues(row)).changes === 1;
  const merge = (row: RollupRow): void => {
    const before = asRollup(find.get(row.step, row.monitor, row.from_at, row.region));
    put.run(...rollupValues(before === null ? row : mergeRows(before, row)));
  };
  return {
    insertSamples: async (_trx, rows) => rows.filter(isNew),
    mergeRollups: async (_trx, rows) => {
      for (const row of rows) merge(row);
    },
  };
}

const sampleValues = (row: SampleRow): (string | number | null)[] => [
  row.monitor,
  row.at,
  row.region,
  row.outcome,
  row.total_ms,
  row.dns_ms,
  row.connect_ms,
  row.tls_ms,
  row.first_byte_ms,
  row.body_ms,
  row.layer,
  row.code,
  row.message,
  row.address,
  row.is_resumed,
  row.lag_ms,
  row.evidence,
];

const rollupValues = (row: RollupRow): (string | number)[] => [
  row.step,
  row.monitor,
  row.from_at,
  row.region,
  row.total,
  row.up,
  row.degraded,
  row.down,
  row.sketch,
  row.is_settled,
];

/** The schema of `rollups` vouches for the shape. */
const asRollup = (row: object | undefined): RollupRow | null =>
  row === undefined ? null : (row as RollupRow);
