import { sql, type Kysely } from 'kysely';
import { unixMs } from '../../model/brand.ts';
import type { DayCounts, RollupStep, SampleStore, Store } from '../../model/store.ts';
import { minutesOf, spanOf, startOf } from './rollup-row.ts';
import { filledList } from './filled-list.ts';
import type { Tables } from './tables.ts';
import { chunksOf, isZero, storable } from './text.ts';

type Query = Parameters<SampleStore['days']>[0];

interface Piece {
  readonly step: RollupStep;
  readonly from: number;
  readonly to: number;
}

/**
 * Days as they are stored; from the first day with something not yet merged on, hours, and five minutes where hours are not merged.
 * Counts are added up by the database: no sketch is read.
 */
export async function dayCounts(
  db: Kysely<Tables>,
  query: Query,
  kind: Store['kind'],
): Promise<readonly DayCounts[]> {
  const found = new Map<string, DayCounts>();
  for (const monitors of chunksOf(query.monitors.map(storable), 500)) {
    for (const piece of await piecesOf(db, query))
      for (const row of await countsOf(db, monitors, { ...piece, kind })) add(found, row);
  }
  return [...found.values()].toSorted((a, b) => compare(a.monitor, b.monitor) || a.from - b.from);
}

async function piecesOf(db: Kysely<Tables>, { from, to }: Query): Promise<readonly Piece[]> {
  const open = await openHours(db, { from, to });
  const oldest = Math.min(to, open[0] ?? to, (await oldestLooseHour(db, { from, to })) ?? to);
  const firstOpenDay = oldest === to ? to : Math.max(from, startOf(oldest, '1d'));
  const pieces: Piece[] = [{ step: '1d', from, to: firstOpenDay }];
  let at = firstOpenDay;
  for (const hour of open.filter((each) => each >= firstOpenDay)) {
    pieces.push({ step: '1h', from: at, to: hour }, { step: '5m', from: hour, to: hour + spanOf('1h') });
    at = hour + spanOf('1h');
  }
  pieces.push({ step: '1h', from: at, to });
  return pieces.filter((piece) => piece.from < piece.to);
}

/** The oldest hour not merged into its day. */
async function oldestLooseHour(
  db: Kysely<Tables>,
  range: Pick<Query, 'from' | 'to'>,
): Promise<number | null> {
  const row = await db
    .selectFrom('rollups')
    .select('from_at')
    .where('step', '=', sql.lit(60))
    .where('is_settled', '=', isZero)
    .where('from_at', '>=', range.from)
    .where('from_at', '<', range.to)
    .orderBy('from_at')
    .limit(1)
    .executeTakeFirst();
  return row?.from_at ?? null;
}

/** Starts of the hours that hold five minutes not merged into them. */
async function openHours(db: Kysely<Tables>, range: Pick<Query, 'from' | 'to'>): Promise<readonly number[]> {
  const hours = new Set<number>();
  const span = spanOf('1h');
  const { rows: five } = await sql<{ readonly hour: number }>`
    select distinct from_at - (from_at % ${sql.lit(span)}) as hour from rollups
    where step = 5 and is_settled = ${isZero} and from_at >= ${range.from} and from_at < ${range.to}`.execute(
    db,
  );
  for (const { hour } of five) hours.add(Number(hour));
  return [...hours].toSorted((a, b) => a - b);
}

interface CountRow {
  readonly monitor: string;
  readonly day: number;
  readonly total: number;
  readonly degraded: number;
  readonly down: number;
}

async function countsOf(
  db: Kysely<Tables>,
  monitors: readonly string[],
  piece: Piece & { readonly kind: Store['kind'] },
): Promise<readonly CountRow[]> {
  const day = sql.lit(spanOf('1d'));
  const { rows } = await sql<CountRow>`
    select monitor, from_at - (from_at % ${day}) as day, cast(sum(up + degraded + down) as bigint) as total,
      cast(sum(degraded) as bigint) as degraded, cast(sum(down) as bigint) as down
    from ${rollupsBy(piece)} where step = ${sql.lit(minutesOf[piece.step])} and monitor in (${sql.join(filledList(monitors))})
      and from_at >= ${piece.from} and from_at < ${piece.to}
    group by monitor, from_at - (from_at % ${day})`.execute(db);
  return rows;
}

/** SQLite takes the table itself for the better way to the rows, and would read a sketch of a kilobyte for each four numbers. */
const rollupsBy = ({ kind, step }: Piece & { readonly kind: Store['kind'] }) =>
  kind === 'sqlite' && step !== '5m'
    ? sql`rollups indexed by ${sql.ref(`rollups_counts_${minutesOf[step]}`)}`
    : sql`rollups`;

function add(found: Map<string, DayCounts>, row: CountRow): void {
  const key = `${row.monitor}\0${row.day}`;
  const before = found.get(key);
  found.set(key, {
    monitor: row.monitor,
    from: unixMs(Number(row.day)),
    count: (before?.count ?? 0) + Number(row.total),
    degraded: (before?.degraded ?? 0) + Number(row.degraded),
    down: (before?.down ?? 0) + Number(row.down),
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
