import type { Kysely } from 'kysely';
import { unixMs } from '../../model/brand.ts';
import type { RollupStep, SampleStore } from '../../model/store.ts';
import { coarsen, inKeyOrder, minutesOf, spanOf, startOf } from './rollup-row.ts';
import { filledList } from './filled-list.ts';
import { chunksOf, isZero, storable } from './text.ts';
import type { RollupRow, Tables } from './tables.ts';

type Query = Parameters<SampleStore['rollups']>[0];

/** The steps below each, coarsest first. */
const finerSteps: Readonly<Record<RollupStep, readonly RollupStep[]>> = {
  '5m': [],
  '1h': ['5m'],
  '1d': ['1h', '5m'],
};

/**
 * Rollups as if everything had been rolled up already: windows whose finer rows are not settled are merged here. What
 * is unsettled is read first: if it settles meanwhile, both answers hold it, and none can miss it.
 */
export async function freshRollups(db: Kysely<Tables>, query: Query): Promise<readonly RollupRow[]> {
  const rows: RollupRow[] = [];
  for (const monitors of chunksOf(query.monitors.map(storable), 500)) {
    rows.push(...(await freshOf(db, { ...query, monitors })));
  }
  return inKeyOrder(rows);
}

async function freshOf(db: Kysely<Tables>, query: Query): Promise<readonly RollupRow[]> {
  const [finer] = finerSteps[query.step];
  if (finer === undefined) return storedOf(db, query);
  const found = new Map<string, RollupRow>();
  const computed: RollupRow[] = [];
  for (const span of spansOf(await unsettledWindows(db, query), query.step)) {
    computed.push(...coarsen(await freshOf(db, { ...query, ...span, step: finer }), query.step));
  }
  for (const row of [...(await storedOf(db, query)), ...computed]) {
    found.set(`${row.monitor}\0${row.from_at}\0${row.region}`, row);
  }
  return [...found.values()];
}

const storedOf = (db: Kysely<Tables>, query: Query): Promise<RollupRow[]> =>
  db
    .selectFrom('rollups')
    .selectAll()
    .where('step', '=', minutesOf[query.step])
    .where('monitor', 'in', filledList(query.monitors))
    .where('from_at', '>=', query.from)
    .where('from_at', '<', query.to)
    .execute();

/** Starts of the windows of this step, in the range, that hold finer rows not yet merged into them. */
async function unsettledWindows(db: Kysely<Tables>, query: Query): Promise<readonly number[]> {
  const end = startOf(query.to - 1, query.step) + spanOf(query.step);
  const windows = new Set<number>();
  for (const finer of finerSteps[query.step]) {
    const rows = await db
      .selectFrom('rollups')
      .select('from_at')
      .where('step', '=', minutesOf[finer])
      .where('is_settled', '=', isZero)
      .where('monitor', 'in', filledList(query.monitors))
      .where('from_at', '>=', query.from)
      .where('from_at', '<', end)
      .execute();
    for (const row of rows) windows.add(startOf(row.from_at, query.step));
  }
  return [...windows].filter((from) => from >= query.from && from < query.to).toSorted((a, b) => a - b);
}

/** Neighbouring windows are read in one go. */
function spansOf(windows: readonly number[], step: RollupStep): readonly Pick<Query, 'from' | 'to'>[] {
  const spans: { from: number; to: number }[] = [];
  for (const from of windows) {
    const last = spans.at(-1);
    if (last?.to === from) last.to = from + spanOf(step);
    else spans.push({ from, to: from + spanOf(step) });
  }
  return spans.map(({ from, to }) => ({ from: unixMs(from), to: unixMs(to) }));
}
