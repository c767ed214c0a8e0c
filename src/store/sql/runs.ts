import { unixMs } from '../../model/brand.ts';
import type { RunStore, StoredRun } from '../../model/store.ts';
import type { Engine } from './engine.ts';
import { asWritten } from './sample-row.ts';
import { boundedLimit, storable } from './text.ts';
import type { Tables } from './tables.ts';

export const runStore = (engine: Engine): RunStore => ({
  put: (run) =>
    engine.write(async (trx) => {
      const row = {
        id: storable(run.id),
        kind: run.kind,
        at: run.at,
        title: storable(run.title),
        body: storable(run.body),
      };
      await trx
        .insertInto('runs')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  list: (kind, limit) =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('runs')
        .select(['id', 'kind', 'at', 'title'])
        .where('kind', '=', kind)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(headOf);
    }),
  get: (id) =>
    engine.read(async (db) => {
      const row = await db.selectFrom('runs').selectAll().where('id', '=', storable(id)).executeTakeFirst();
      return row === undefined ? null : { ...headOf(row), body: row.body };
    }),
});

const headOf = (row: Omit<Tables['runs'], 'body'>): Omit<StoredRun, 'body'> => ({
  id: row.id,
  kind: asWritten<StoredRun['kind']>(row.kind),
  at: unixMs(row.at),
  title: row.title,
});
