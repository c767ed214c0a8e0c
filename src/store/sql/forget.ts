import { sql, type Kysely } from 'kysely';
import type { Retention } from '../../model/retention.ts';
import { daysBefore, dayMs } from '../retention.ts';
import type { Engine } from './engine.ts';
import type { RetentionBook } from './retention.ts';
import type { Tables } from './tables.ts';

/** Samples, and rows of each other table, that one call forgets at most. */
const sampleLimit = 5_000;
const rowLimit = 1_000;
/** Of tables whose rows are whole files. */
const fileLimit = 20;
/** A gap larger than this is a stopped server or a clock gone wrong; which one is not known here. */
const leapMs = dayMs;
/** So much of such a gap is believed at each call. */
const stepMs = 3_600_000;

/**
 * Forgets what is older than the retention, a bounded number of rows per call: called every 30 s or more often it keeps up
 * with 10,000 monitors. Ages are whole days, so once a day is cleared there is nothing to do until the next, or until other
 * times are chosen. A clock that
 * leaps a year ahead does not cost the history: after a leap the horizon follows by an hour per call, which leaves days
 * to put the clock right.
 */
export function createForgetter(engine: Engine, book: RetentionBook): (now: number) => Promise<number> {
  let cleared: { readonly day: number; readonly retention: Retention } | null = null;
  return async (now) => {
    const horizon = await moveHorizon(engine, now);
    const day = daysBefore(horizon, 0);
    const retention = await book.fresh();
    if (cleared?.day === day && cleared.retention === retention) return 0;
    const samples = await engine.forgetSamples(daysBefore(horizon, retention.rawDays), sampleLimit);
    const others = await engine.write(async (trx) => {
      let removed = 0;
      for (const removal of removals(horizon, retention)) removed += await countRemoved(trx, removal);
      return removed;
    });
    if (samples.isFinished && others === 0) cleared = { day, retention };
    return samples.removed + others;
  };
}

function removals(horizon: number, retention: Retention): readonly ReturnType<typeof olderRuns>[] {
  const rollupsBefore = (step: number, days: number) =>
    sql`delete from rollups where (step, monitor, from_at, region) in (select step, monitor, from_at, region
      from rollups where step = ${step} and from_at < ${daysBefore(horizon, days)} and is_settled = 1
      limit ${rowLimit})`;
  return [
    rollupsBefore(5, retention.fiveMinuteDays),
    rollupsBefore(60, retention.hourDays),
    ...seriesRemovals(horizon, retention),
    sql`delete from traces where id in (select id from traces
      where at < ${daysBefore(horizon, retention.traceDays)} limit ${rowLimit})`,
    sql`delete from events where id in (select id from events
      where at < ${daysBefore(horizon, retention.eventDays)} limit ${rowLimit})`,
    sql`delete from event_groups where id in (select id from event_groups
      where last_seen < ${daysBefore(horizon, retention.groupDays)} limit ${rowLimit})`,
    sql`delete from source_files where (kind, name) in (select kind, name from source_files
      where at < ${daysBefore(horizon, retention.groupDays)} limit ${fileLimit})`,
    sql`delete from upload_chunks where hash in (select hash from upload_chunks
      where at < ${daysBefore(horizon, 1)} limit ${fileLimit})`,
    sql`delete from outbox where id in (select id from outbox where state <> 'waiting'
      and created_at < ${daysBefore(horizon, retention.alertDays)} limit ${rowLimit})`,
    sql`delete from credentials where expires_at < ${daysBefore(horizon, 30)}`,
    ...['report', 'facts', 'plan', 'load'].map((kind) => olderRuns(kind, retention.runsPerKind)),
  ];
}

/** Series may name their grain before a tab; those by day stay for ever, those without one are of five minutes. */
function seriesRemovals(horizon: number, retention: Retention): readonly ReturnType<typeof olderRuns>[] {
  const older = (days: number, which: ReturnType<typeof olderRuns>) =>
    sql`delete from series where (series, from_at) in (select series, from_at from series
      where from_at < ${daysBefore(horizon, days)} and ${which} limit ${rowLimit})`;
  const isOf = (grain: string) => sql`(series >= ${`${grain}\t`} and series < ${`${grain}\n`})`;
  return [
    older(retention.minuteDays, isOf('minute')),
    older(retention.hourDays, isOf('hour')),
    older(retention.fiveMinuteDays, sql`not (${isOf('minute')} or ${isOf('hour')} or ${isOf('day')})`),
  ];
}

const olderRuns = (kind: string, kept: number) =>
  sql`delete from runs where id in (select id from runs where kind = ${kind}
    order by at desc, id limit 50 offset ${kept})`;

async function countRemoved(db: Kysely<Tables>, removal: ReturnType<typeof olderRuns>): Promise<number> {
  const { numAffectedRows } = await removal.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Written once an hour at most: maintenance that finds nothing to do costs no flush. */
async function moveHorizon(engine: Engine, now: number): Promise<number> {
  const row = await engine.read((db) =>
    db.selectFrom('beats').select('at').where('name', '=', 'horizon').executeTakeFirst(),
  );
  const before = row?.at ?? 0;
  const horizon = row !== undefined && now - before > leapMs ? before + stepMs : now;
  if (Math.abs(horizon - before) < stepMs) return horizon;
  await engine.write(async (trx) => {
    await trx
      .insertInto('beats')
      .values({ name: 'horizon', at: horizon })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ at: horizon }))
      .execute();
  });
  return horizon;
}
