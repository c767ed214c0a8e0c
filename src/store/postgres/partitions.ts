import { sql, type Kysely, type Transaction } from 'kysely';
import { dayMs } from '../retention.ts';
import type { Engine } from '../sql/engine.ts';
import type { SampleRow, Tables } from '../sql/tables.ts';

/** Days ahead of the clock that get a partition of their own; samples from beyond lie in `samples_other`. */
const daysAhead = 2;
/** The same number in every replica: only one at a time makes or drops partitions. */
const lockNumber = 5_210_221_122;

export interface Partitions {
  /** Makes the partitions that these samples need; costs nothing when they are known. */
  readonly prepare: (rows: readonly Pick<SampleRow, 'at'>[]) => Promise<void>;
  /** Drops whole days and clears `samples_other`; the number of rows is the planner's estimate. */
  readonly forget: Engine['forgetSamples'];
}

interface Access {
  readonly now: () => number;
  readonly oldestDays: () => number;
  readonly read: <T>(work: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;
  readonly write: <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>;
}

/** A day of samples is a table of its own, so that forgetting it is a drop and not a million deletes. */
export function createPartitions(access: Access): Partitions {
  const known = new Set<number>();
  const isOrdinary = (day: number): boolean => {
    const today = Math.floor(access.now() / dayMs);
    return day >= today - access.oldestDays() && day <= today + daysAhead;
  };
  return {
    prepare: async (rows) => {
      const days = new Set(rows.map(({ at }) => Math.floor(at / dayMs)));
      for (const day of [...days].filter((one) => !known.has(one) && isOrdinary(one))) {
        await access.write((trx) => makeDay(trx, day));
        known.add(day);
      }
    },
    forget: async (before, limit) => {
      known.clear();
      return access.write(async (trx) => {
        await lock(trx);
        const dropped = await dropDays(trx, before);
        const cleared = await sql`delete from samples_other where (monitor, at, region) in
          (select monitor, at, region from samples_other where at < ${before} limit ${limit})`.execute(trx);
        const clearedRows = Number(cleared.numAffectedRows ?? 0);
        return { removed: dropped + clearedRows, isFinished: clearedRows < limit };
      });
    },
  };
}

const lock = (trx: Transaction<Tables>) => sql`select pg_advisory_xact_lock(${lockNumber})`.execute(trx);

const nameOf = (day: number): string => `samples_day_${day}`;

/** Samples of a clock that ran ahead may lie in `samples_other` when their day comes: they move with it. */
async function makeDay(trx: Transaction<Tables>, day: number): Promise<void> {
  await lock(trx);
  const found = await sql`select 1 where to_regclass(${nameOf(day)}) is not null`.execute(trx);
  if (found.rows.length > 0) return;
  const table = sql.table(nameOf(day));
  const from = sql.lit(day * dayMs);
  const to = sql.lit((day + 1) * dayMs);
  await sql`create table ${table} (like samples including all)`.execute(trx);
  await sql`with moved as (delete from samples_other where at >= ${from} and at < ${to} returning *)
    insert into ${table} select * from moved`.execute(trx);
  await sql`alter table samples attach partition ${table} for values from (${from}) to (${to})`.execute(trx);
}

async function dropDays(trx: Transaction<Tables>, before: number): Promise<number> {
  const days = await sql<{ readonly name: string; readonly estimate: number }>`
    select c.relname as name, greatest(c.reltuples, 1)::bigint as estimate
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'samples'::regclass and c.relname like 'samples\\_day\\_%'`.execute(trx);
  let removed = 0;
  for (const { name, estimate } of days.rows) {
    const day = Number(name.slice(nameOf(0).length - 1));
    if ((day + 1) * dayMs > before) continue;
    await sql`drop table ${sql.table(name)}`.execute(trx);
    removed += estimate;
  }
  return removed;
}
