import { sql } from 'kysely';
import { unixMs } from '../../model/brand.ts';
import type { KeptTimes, Retention, RetentionLoss } from '../../model/retention.ts';
import { daysBefore } from '../retention.ts';
import type { Engine } from './engine.ts';

/** Rows counted of each kind; what is beyond is "more". An answer takes milliseconds whatever is kept. */
const rowsCounted = 20_000;

/** What is older than `next` allows: every kind whose time gets shorter. */
export async function lossesOf(
  engine: Engine,
  now: Retention,
  next: Retention,
): Promise<readonly RetentionLoss[]> {
  const losses: RetentionLoss[] = [];
  for (const [id, counting] of Object.entries(countings) as [keyof KeptTimes, Counting][]) {
    if (next[id] >= now[id]) continue;
    const at = engine.clock.now();
    const span = { from: daysBefore(at, now[id]), before: daysBefore(at, next[id]) };
    const { rows } = await engine.read((db) =>
      sql<Counted>`select count(*) as counted, sum(weight) as weight from (${counting(span)}
        limit ${rowsCounted + 1}) as found`.execute(db),
    );
    const counted = Number(rows[0]?.counted ?? 0);
    if (counted === 0) continue;
    losses.push({
      id,
      count: Number(rows[0]?.weight ?? 0),
      isMore: counted > rowsCounted,
      before: unixMs(span.before),
    });
  }
  return losses;
}

interface Counted {
  readonly counted: number;
  readonly weight: number | null;
}
type Counting = (span: { readonly from: number; readonly before: number }) => ReturnType<typeof sql>;

const rollups =
  (step: number): Counting =>
  ({ before }) =>
    sql`select 1 as weight from rollups where step = ${step} and from_at < ${before}`;

const countings: Readonly<Record<keyof KeptTimes, Counting>> = {
  // Looks lie by monitor; the figures of their days know how many there were. Those older than now is kept are gone.
  rawDays: ({ from, before }) =>
    sql`select total as weight from rollups where step = 1440 and from_at >= ${from} and from_at < ${before}`,
  fiveMinuteDays: rollups(5),
  hourDays: rollups(60),
  eventDays: ({ before }) => sql`select 1 as weight from events where at < ${before}`,
  alertDays: ({ before }) =>
    sql`select 1 as weight from outbox where state <> 'waiting' and created_at < ${before}`,
};
