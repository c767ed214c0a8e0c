import type { Incident } from '../../model/monitor.ts';
import type { IncidentStore } from '../../model/store.ts';
import type { Engine } from './engine.ts';
import { boundedLimit, fromBody, isOne, storable, toBody } from './text.ts';

export const incidentStore = (engine: Engine): IncidentStore => ({
  put: (incident) =>
    engine.write(async (trx) => {
      const row = {
        id: storable(incident.id),
        is_open: incident.status === 'resolved' ? 0 : 1,
        started_at: incident.startedAt,
        body: toBody(incident),
      };
      await trx
        .insertInto('incidents')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  get: (id) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('incidents')
        .select('body')
        .where('id', '=', storable(id))
        .executeTakeFirst();
      return row === undefined ? null : fromBody<Incident>(row.body);
    }),
  list: ({ onlyOpen, limit, before }) =>
    engine.read(async (db) => {
      let query = db.selectFrom('incidents').select('body');
      if (onlyOpen) query = query.where('is_open', '=', isOne);
      if (before !== undefined) query = query.where('started_at', '<', before);
      const rows = await query
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ body }) => fromBody<Incident>(body));
    }),
});
