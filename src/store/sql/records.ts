import type { DeployMarker, MaintenanceWindow } from '../../model/monitor.ts';
import type { AuditEntry, AuditTrail, Store } from '../../model/store.ts';
import type { Engine } from './engine.ts';
import { boundedLimit, fromBody, jsonOf, storable, toBody } from './text.ts';

export const deployStore = (engine: Engine): Store['deploys'] => ({
  add: (marker) =>
    engine.write(async (trx) => {
      const row = { id: storable(marker.id), at: marker.at, body: toBody(marker) };
      await trx
        .insertInto('deploys')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  list: (limit) =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('deploys')
        .select('body')
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ body }) => fromBody<DeployMarker>(body));
    }),
});

export const maintenanceStore = (engine: Engine): Store['maintenance'] => ({
  put: (window) =>
    engine.write(async (trx) => {
      const row = { id: storable(window.id), from_at: window.from, body: toBody(window) };
      await trx
        .insertInto('maintenance')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  remove: (id) =>
    engine.write(async (trx) => {
      await trx.deleteFrom('maintenance').where('id', '=', storable(id)).execute();
    }),
  list: () =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('maintenance')
        .select('body')
        .orderBy('from_at')
        .orderBy('id')
        .execute();
      return rows.map(({ body }) => fromBody<MaintenanceWindow>(body));
    }),
});

/** Repeating an entry changes nothing; the database itself refuses to change or delete one. */
export const auditTrail = (engine: Engine): AuditTrail => ({
  add: (entry) =>
    engine.write(async (trx) => {
      await trx
        .insertInto('audit')
        .values({ id: storable(entry.id), at: entry.at, body: toBody(entry) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }),
  list: (limit, before) =>
    engine.read(async (db) => {
      const query = db.selectFrom('audit').select('body');
      const rows = await (before === undefined ? query : query.where('at', '<', before))
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ body }) => fromBody<AuditEntry>(body));
    }),
});

export const settingsStore = (engine: Engine): Store['settings'] => ({
  get: (key) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('settings')
        .select('body')
        .where('key', '=', storable(key))
        .executeTakeFirst();
      return row === undefined ? null : jsonOf(row.body);
    }),
  put: (key, value) =>
    engine.write(async (trx) => {
      const row = { key: storable(key), body: toBody(value) };
      await trx
        .insertInto('settings')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    }),
});
