import type { Monitor } from '../../model/monitor.ts';
import type { MonitorState, MonitorStore } from '../../model/store.ts';
import type { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import { createGatherer } from './gather.ts';
import type { Tables } from './tables.ts';
import { fromBody, storable, toBody } from './text.ts';

interface Edition {
  readonly version: number;
  readonly monitors: readonly Monitor[];
}

export function monitorStore(engine: Engine): MonitorStore {
  let last: Edition | null = null;
  const states = createGatherer<MonitorState>((items) => writeStates(engine, items));
  return {
    put: (monitor) =>
      engine.write(async (trx) => {
        const row = { id: storable(monitor.id), body: toBody(monitor) };
        await trx
          .insertInto('monitors')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: row.body }))
          .execute();
      }),
    remove: (id) =>
      engine.write(async (trx) => {
        await trx.deleteFrom('monitors').where('id', '=', storable(id)).execute();
        await trx.deleteFrom('monitor_states').where('monitor', '=', storable(id)).execute();
      }),
    get: (id) =>
      engine.read(async (db) => {
        const row = await db
          .selectFrom('monitors')
          .select('body')
          .where('id', '=', storable(id))
          .executeTakeFirst();
        return row === undefined ? null : fromBody<Monitor>(row.body);
      }),
    list: () =>
      engine.read(async (db) => {
        // Asked for first: what changes in between is read twice rather than never.
        const version = await versionOf(db);
        if (last?.version === version) return last.monitors;
        const rows = await db.selectFrom('monitors').select('body').orderBy('id').execute();
        last = { version, monitors: rows.map(({ body }) => fromBody<Monitor>(body)) };
        return last.monitors;
      }),
    states: () =>
      engine.read(async (db) => {
        const rows = await db.selectFrom('monitor_states').select('body').orderBy('monitor').execute();
        return rows.map(({ body }) => fromBody<MonitorState>(body));
      }),
    putState: (state) => states.add([state]),
  };
}

async function versionOf(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('monitors_version').select('version').executeTakeFirstOrThrow();
  return row.version;
}

/** The last state of each monitor wins; one statement for all of them. */
async function writeStates(engine: Engine, states: readonly MonitorState[]): Promise<void> {
  const latest = new Map(states.map((state) => [storable(state.monitor), toBody(state)]));
  const rows = [...latest]
    .map(([monitor, body]) => ({ monitor, body }))
    .toSorted((a, b) => (a.monitor < b.monitor ? -1 : 1));
  await engine.write(async (trx) => {
    await trx
      .insertInto('monitor_states')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('monitor').doUpdateSet((eb) => ({ body: eb.ref('excluded.body') })),
      )
      .execute();
  });
}
