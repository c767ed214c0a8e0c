import type { RollupStep } from '../../model/store.ts';
import type { Engine } from './engine.ts';
import { coarsen, minutesOf, spanOf, startOf } from './rollup-row.ts';
import { filledList } from './filled-list.ts';
import { isZero } from './text.ts';
import type { RollupRow } from './tables.ts';

/** Late samples of ordinary probes still come in before their window is merged. */
const graceMs = 120_000;
/** Rollups of one step that one call makes at most, so that no call holds the process for long. */
const windowLimit = 200;

/** Merges closed windows: 5 minutes into hours, hours into days. Returns how many rollups it wrote. */
export async function rollUp(engine: Engine, now: number): Promise<number> {
  const hours = await settle(engine, { from: '5m', into: '1h', before: startOf(now - graceMs, '1h') });
  const days = await settle(engine, { from: '1h', into: '1d', before: startOf(now - graceMs, '1d') });
  return hours + days;
}

interface Move {
  readonly from: RollupStep;
  readonly into: RollupStep;
  readonly before: number;
}

async function settle(engine: Engine, move: Move): Promise<number> {
  let written = 0;
  while (written < windowLimit) {
    const window = await oldestOpen(engine, move);
    if (window === null) break;
    written += await settleWindow(engine, move, window);
  }
  return written;
}

interface Window {
  readonly start: number;
  readonly monitors: readonly string[];
}

/** The oldest window with unsettled rows and at most 100 monitors that have some in it. */
async function oldestOpen(engine: Engine, move: Move): Promise<Window | null> {
  return engine.read(async (db) => {
    const open = db
      .selectFrom('rollups')
      .where('step', '=', minutesOf[move.from])
      .where('is_settled', '=', isZero)
      .where('from_at', '<', move.before);
    const oldest = await open.select('from_at').orderBy('from_at').limit(1).executeTakeFirst();
    if (oldest === undefined) return null;
    const start = startOf(oldest.from_at, move.into);
    const rows = await open
      .select('monitor')
      .distinct()
      .where('from_at', '>=', start)
      .where('from_at', '<', start + spanOf(move.into))
      .orderBy('monitor')
      .limit(100)
      .execute();
    return { start, monitors: rows.map(({ monitor }) => monitor) };
  });
}

/**
 * One statement settles the finer rows and says what they hold: whatever is added afterwards opens its row again and
 * the window is merged anew, from all of its rows. Doing it twice changes nothing.
 */
async function settleWindow(engine: Engine, move: Move, window: Window): Promise<number> {
  return engine.write(async (trx) => {
    const finer: readonly RollupRow[] = await trx
      .updateTable('rollups')
      .set({ is_settled: 1 })
      .where('step', '=', minutesOf[move.from])
      .where('monitor', 'in', filledList(window.monitors))
      .where('from_at', '>=', window.start)
      .where('from_at', '<', window.start + spanOf(move.into))
      .returningAll()
      .execute();
    const rows = coarsen(finer, move.into);
    if (rows.length === 0) return 1;
    await trx
      .insertInto('rollups')
      .values(rows.map((row) => ({ ...row, is_settled: move.into === '1d' ? 1 : 0 })))
      .onConflict((conflict) =>
        conflict.columns(['step', 'monitor', 'from_at', 'region']).doUpdateSet((eb) => ({
          total: eb.ref('excluded.total'),
          up: eb.ref('excluded.up'),
          degraded: eb.ref('excluded.degraded'),
          down: eb.ref('excluded.down'),
          sketch: eb.ref('excluded.sketch'),
          is_settled: eb.ref('excluded.is_settled'),
        })),
      )
      .execute();
    return rows.length;
  });
}
