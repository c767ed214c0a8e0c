import { sql, type Transaction } from 'kysely';
import { unixMs } from '../../model/brand.ts';
import type { EventStore, SeriesPoint } from '../../model/store.ts';
import { emptySketch, mergeSketches } from '../../protocols/sketch/sketch.ts';
import { parseSketch, printSketch } from '../../protocols/sketch/sketch-text.ts';
import type { Engine } from './engine.ts';
import { createGatherer } from './gather.ts';
import { filledList } from './filled-list.ts';
import { boundedLimit, chunksOf, storable } from './text.ts';
import type { SeriesRow, Tables } from './tables.ts';

/** Above every name that starts with a prefix, in the order of code points. */
const lastCharacter = '\u{10FFFF}';

/** Six values each, of 32,766 that SQLite takes. Each statement waits for a turn of the thread that asks, long in a flood. */
const rowsOfStatement = 4_000;

export function seriesStore(engine: Engine): Pick<EventStore, 'addSeries' | 'series'> {
  const additions = createGatherer<SeriesPoint>((points) => add(engine, points));
  return {
    addSeries: async (points) => {
      for (const chunk of chunksOf(points, rowsOfStatement)) await additions.add(chunk);
    },
    series: ({ prefix, from, to, limit }) =>
      engine.read(async (db) => {
        const rows = await db
          .selectFrom('series')
          .selectAll()
          .where('series', '>=', storable(prefix))
          .where('series', '<', storable(prefix) + lastCharacter)
          .where('from_at', '>=', from)
          .where('from_at', '<', to)
          .orderBy('series')
          .orderBy('from_at')
          .limit(boundedLimit(limit))
          .execute();
        return rows.map(pointOfRow);
      }),
  };
}

async function add(engine: Engine, points: readonly SeriesPoint[]): Promise<void> {
  const merged = new Map<string, SeriesRow>();
  for (const row of points.map(rowOfPoint)) {
    const before = merged.get(keyOf(row));
    merged.set(keyOf(row), before === undefined ? row : mergeRows(before, row));
  }
  const rows = [...merged.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await engine.write((trx) => upsert(trx, engine, rows));
}

/** A few statements however many rows: a second of errors counts in thousands of them. */
async function upsert(trx: Transaction<Tables>, engine: Engine, rows: readonly SeriesRow[]): Promise<void> {
  const plain = rows.filter(({ sketch }) => sketch === null);
  if (plain.length > 0)
    await trx
      .insertInto('series')
      .values(plain)
      .onConflict((conflict) =>
        conflict.columns(['series', 'from_at']).doUpdateSet({
          total: sql`series.total + excluded.total`,
          errors: sql`series.errors + excluded.errors`,
          sum: sql`series.sum + excluded.sum`,
        }),
      )
      .execute();
  const sketched = rows.filter(({ sketch }) => sketch !== null);
  if (sketched.length > 0) await upsertSketched(trx, engine, sketched);
}

/**
 * New rows are inserted, known ones locked and merged here, which the database cannot do. Two replicas with the same new row: the
 * second finds it known once the first has committed.
 */
async function upsertSketched(
  trx: Transaction<Tables>,
  engine: Engine,
  rows: readonly SeriesRow[],
): Promise<void> {
  const inserted = await trx
    .insertInto('series')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['series', 'from_at']).doNothing())
    .returning(['series', 'from_at'])
    .execute();
  const isNew = new Set(inserted.map(keyOf));
  const additions = new Map(rows.map((row) => [keyOf(row), row]));
  for (const key of isNew) additions.delete(key);
  if (additions.size === 0) return;
  const known = await knownRows(trx, engine, [...additions.values()]);
  const merged = known.flatMap((before) => {
    const addition = additions.get(keyOf(before));
    return addition === undefined ? [] : [mergeRows(before, addition)];
  });
  await trx
    .insertInto('series')
    .values(merged)
    .onConflict((conflict) =>
      conflict.columns(['series', 'from_at']).doUpdateSet((row) => ({
        total: row.ref('excluded.total'),
        errors: row.ref('excluded.errors'),
        sum: row.ref('excluded.sum'),
        sketch: row.ref('excluded.sketch'),
      })),
    )
    .execute();
}

/** Those of these series and moments, locked in one order for everybody; perhaps a few more. */
function knownRows(
  trx: Transaction<Tables>,
  engine: Engine,
  rows: readonly SeriesRow[],
): Promise<readonly SeriesRow[]> {
  const query = trx
    .selectFrom('series')
    .selectAll()
    .where('series', 'in', filledList([...new Set(rows.map(({ series }) => series))]))
    .where('from_at', 'in', filledList([...new Set(rows.map((row) => row.from_at))]))
    .orderBy('series')
    .orderBy('from_at');
  return (engine.kind === 'postgres' ? query.forUpdate() : query).execute();
}

const keyOf = (row: Pick<SeriesRow, 'series' | 'from_at'>): string => `${row.series}\0${row.from_at}`;

const mergeRows = (a: SeriesRow, b: SeriesRow): SeriesRow => ({
  ...a,
  total: a.total + b.total,
  errors: a.errors + b.errors,
  sum: a.sum + b.sum,
  sketch: a.sketch === null ? b.sketch : b.sketch === null ? a.sketch : mergeTexts(a.sketch, b.sketch),
});

const mergeTexts = (a: string, b: string): string =>
  printSketch(mergeSketches(parseSketch(a) ?? emptySketch, parseSketch(b) ?? emptySketch));

const rowOfPoint = (point: SeriesPoint): SeriesRow => ({
  series: storable(point.series),
  from_at: point.from,
  total: point.count,
  errors: point.errors,
  sum: point.sum,
  sketch: point.sketch,
});

const pointOfRow = (row: SeriesRow): SeriesPoint => ({
  series: row.series,
  from: unixMs(row.from_at),
  count: row.total,
  errors: row.errors,
  sum: row.sum,
  sketch: row.sketch,
});
