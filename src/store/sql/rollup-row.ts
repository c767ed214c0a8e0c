import { unixMs } from '../../model/brand.ts';
import type { Rollup, RollupStep } from '../../model/store.ts';
import { emptySketch, mergeSketches, sketchOf, type LogSketch } from '../../protocols/sketch/sketch.ts';
import { parseSketch, printSketch } from '../../protocols/sketch/sketch-text.ts';
import type { RollupRow, SampleRow } from './tables.ts';

export const minutesOf: Readonly<Record<RollupStep, number>> = { '5m': 5, '1h': 60, '1d': 1440 };
export const spanOf = (step: RollupStep): number => minutesOf[step] * 60_000;
export const startOf = (at: number, step: RollupStep): number => Math.floor(at / spanOf(step)) * spanOf(step);

/** Five-minute rollups of new samples, in the order of their keys. */
export function rollupsOf(samples: readonly SampleRow[]): readonly RollupRow[] {
  const groups = Map.groupBy(samples, (row) => `${row.monitor}\0${startOf(row.at, '5m')}\0${row.region}`);
  return inKeyOrder([...groups.values()].map(rollupOfWindow));
}

function rollupOfWindow(rows: readonly SampleRow[]): RollupRow {
  const [first] = rows;
  const having = (outcome: string): number => rows.filter((row) => row.outcome === outcome).length;
  return {
    step: minutesOf['5m'],
    monitor: first?.monitor ?? '',
    from_at: startOf(first?.at ?? 0, '5m'),
    region: first?.region ?? '',
    total: rows.length,
    up: having('up'),
    degraded: having('degraded'),
    down: having('down'),
    sketch: printSketch(sketchOf(rows.flatMap(({ total_ms: ms }) => (ms === null ? [] : [ms])))),
    is_settled: 0,
  };
}

/** Two rollups of one monitor, region and window become one, which is not settled. */
export const mergeRows = (a: RollupRow, b: RollupRow): RollupRow => ({
  ...mergeCounts(a, b),
  sketch: printSketch(mergeSketches(readSketch(a), readSketch(b))),
});

/** Finer rollups become coarser ones. */
export function coarsen(rows: readonly RollupRow[], step: RollupStep): readonly RollupRow[] {
  const merged = new Map<string, Coarse>();
  for (const row of rows) {
    const from = startOf(row.from_at, step);
    const key = `${row.monitor}\0${from}\0${row.region}`;
    const before = merged.get(key);
    const sketch = readSketch(row);
    merged.set(
      key,
      before === undefined
        ? { row: { ...row, step: minutesOf[step], from_at: from }, sketch }
        : { row: mergeCounts(before.row, row), sketch: mergeSketches(before.sketch, sketch) },
    );
  }
  return inKeyOrder(
    [...merged.values()].map(({ row, sketch }) => ({ ...row, sketch: printSketch(sketch), is_settled: 0 })),
  );
}

interface Coarse {
  readonly row: RollupRow;
  readonly sketch: LogSketch;
}

/** Written out: spreading a row that came from SQLite is ten times as slow. */
const mergeCounts = (a: RollupRow, b: RollupRow): RollupRow => ({
  step: a.step,
  monitor: a.monitor,
  from_at: a.from_at,
  region: a.region,
  total: a.total + b.total,
  up: a.up + b.up,
  degraded: a.degraded + b.degraded,
  down: a.down + b.down,
  sketch: a.sketch,
  is_settled: 0,
});

/** A sketch that cannot be read loses its quantiles, never the counts. */
const readSketch = (row: RollupRow): LogSketch => parseSketch(row.sketch) ?? emptySketch;

/** Every writer takes row locks in this order, so none waits for another in a circle. */
export const inKeyOrder = (rows: readonly RollupRow[]): readonly RollupRow[] =>
  rows.toSorted(
    (a, b) => compare(a.monitor, b.monitor) || a.from_at - b.from_at || compare(a.region, b.region),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const rollupOfRow = (row: RollupRow, step: RollupStep): Rollup => ({
  monitor: row.monitor,
  region: row.region,
  from: unixMs(row.from_at),
  step,
  count: row.total,
  up: row.up,
  degraded: row.degraded,
  down: row.down,
  sketch: row.sketch,
});
