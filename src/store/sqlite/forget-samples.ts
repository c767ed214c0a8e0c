import { sql } from 'kysely';
import type { Engine } from '../sql/engine.ts';

/** Monitors one call looks at; the next call goes on behind them. */
const monitorsPerCall = 200;

/**
 * Samples lie together by monitor, so they are forgotten monitor by monitor, in one seek and one short run each. The
 * place reached is only remembered in memory: after a restart it begins anew, which costs a round of seeks.
 */
export function createSampleForgetter(engine: Pick<Engine, 'write'>): Engine['forgetSamples'] {
  let reached = '';
  return async (before, limit) =>
    engine.write(async (trx) => {
      let removed = 0;
      for (let looked = 0; looked < monitorsPerCall && removed < limit; looked += 1) {
        const next = await trx
          .selectFrom('samples')
          .select('monitor')
          .where('monitor', '>', reached)
          .orderBy('monitor')
          .limit(1)
          .executeTakeFirst();
        if (next === undefined) {
          reached = '';
          return { removed, isFinished: true };
        }
        const forgotten = await sql`delete from samples where (monitor, at, region) in
          (select monitor, at, region from samples where monitor = ${next.monitor} and at < ${before}
           order by at limit ${limit - removed})`.execute(trx);
        removed += Number(forgotten.numAffectedRows ?? 0);
        if (removed < limit) reached = next.monitor;
      }
      return { removed, isFinished: false };
    });
}
