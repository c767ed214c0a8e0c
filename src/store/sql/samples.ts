import type { Sample } from '../../model/monitor.ts';
import type { SampleStore } from '../../model/store.ts';
import { daysBefore } from '../retention.ts';
import type { Engine } from './engine.ts';
import { dayCounts } from './days.ts';
import { createGatherer } from './gather.ts';
import { freshRollups } from './fresh-rollups.ts';
import { rollupOfRow, rollupsOf } from './rollup-row.ts';
import type { RetentionBook } from './retention.ts';
import { rowOfSample, sampleKey, sampleOfRow } from './sample-row.ts';
import type { SampleRow } from './tables.ts';
import { boundedLimit, chunksOf, storable } from './text.ts';

/** More than this from one query is a mistake of the caller's: a month of one monitor every 10 s. */
const rawLimit = 300_000;

export function sampleStore(engine: Engine, retention: RetentionBook): SampleStore {
  const appends = createGatherer<Sample>((samples) => append(engine, samples, retention));
  return {
    append: async (samples) => {
      for (const chunk of chunksOf(samples, 500)) await appends.add(chunk);
    },
    recent: (monitor, limit) =>
      engine.read(async (db) => {
        const rows = await db
          .selectFrom('samples')
          .selectAll()
          .where('monitor', '=', storable(monitor))
          .orderBy('at', 'desc')
          .orderBy('region')
          .limit(boundedLimit(limit))
          .execute();
        return rows.map(sampleOfRow);
      }),
    raw: (monitor, from, to) =>
      engine.read(async (db) => {
        const rows = await db
          .selectFrom('samples')
          .selectAll()
          .where('monitor', '=', storable(monitor))
          .where('at', '>=', from)
          .where('at', '<', to)
          .orderBy('at')
          .orderBy('region')
          .limit(rawLimit)
          .execute();
        return rows.map(sampleOfRow);
      }),
    rollups: (query) =>
      engine.read(async (db) => {
        const rows = await freshRollups(db, query);
        return rows.map((row) => rollupOfRow(row, query.step));
      }),
    days: (query) => engine.read((db) => dayCounts(db, query, engine.kind)),
  };
}

/**
 * Samples and their five-minute rollups in one transaction. A sample known already (a probe repeats what was not
 * acknowledged) changes nothing; one that the retention has forgotten is not taken back.
 */
async function append(engine: Engine, samples: readonly Sample[], retention: RetentionBook): Promise<void> {
  const oldest = daysBefore(engine.clock.now(), (await retention.fresh()).rawDays);
  const rows = new Map<string, SampleRow>();
  for (const row of samples.map(rowOfSample)) {
    const key = sampleKey(row);
    if (row.at >= oldest && !rows.has(key)) rows.set(key, row);
  }
  if (rows.size === 0) return;
  await engine.prepareSamples([...rows.values()]);
  await engine.write(async (trx) => {
    const added = await engine.insertSamples(trx, [...rows.values()]);
    if (added.length > 0) await engine.mergeRollups(trx, rollupsOf(added));
  });
}
