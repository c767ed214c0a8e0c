import type { DatabaseSync } from 'node:sqlite';
import { mergeRows } from '../sql/rollup-row.ts';
import type { RollupRow, SampleRow } from '../sql/tables.ts';

interface HotPath {
  /** Places of the rows that were known already. */
  readonly insertSamples: (rows: readonly SampleRow[]) => readonly number[];
  readonly mergeRollups: (rows: readonly RollupRow[]) => void;
}

/** What runs for every sample, on prepared statements; called inside the one open transaction. */
export function sqliteHotPath(database: DatabaseSync): HotPath {
  const insert = database.prepare(
    `insert into samples (monitor, at, region, outcome, total_ms, dns_ms, connect_ms, tls_ms, first_byte_ms,
      body_ms, layer, code, message, address, is_resumed, lag_ms, evidence)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  );
  const find = database.prepare(
    `select total, up, degraded, down, sketch from rollups
     where step = ? and monitor = ? and from_at = ? and region = ?`,
  );
  find.setReturnArrays(true);
  const add = database.prepare(
    `insert into rollups (total, up, degraded, down, sketch, is_settled, step, monitor, from_at, region)
     values (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`,
  );
  // Not "insert or replace", which would take the row out of every index and put it in again.
  const change = database.prepare(
    `update rollups set total = ?, up = ?, degraded = ?, down = ?, sketch = ?, is_settled = 0
     where step = ? and monitor = ? and from_at = ? and region = ?`,
  );
  const isNew = (row: SampleRow): boolean => insert.run(...sampleValues(row)).changes === 1;
  const merge = (row: RollupRow): void => {
    const place = [row.step, row.monitor, row.from_at, row.region] as const;
    const before = asContent(find.get(...place));
    if (before === null) add.run(...contentOf(row), ...place);
    else change.run(...contentOf(mergeRows(row, rowWith(row, before))), ...place);
  };
  return {
    insertSamples: (rows) => rows.flatMap((row, place) => (isNew(row) ? [] : [place])),
    mergeRollups: (rows) => rows.forEach(merge),
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

type Content = readonly [total: number, up: number, degraded: number, down: number, sketch: string];

const contentOf = (row: RollupRow): Content => [row.total, row.up, row.degraded, row.down, row.sketch];

const rowWith = (place: RollupRow, [total, up, degraded, down, sketch]: Content): RollupRow => ({
  step: place.step,
  monitor: place.monitor,
  from_at: place.from_at,
  region: place.region,
  total,
  up,
  degraded,
  down,
  sketch,
  is_settled: 0,
});

/** `find` returns lists of these columns; the schema of `rollups` vouches for their types. */
const asContent = (row: unknown): Content | null => (row === undefined ? null : (row as Content));
