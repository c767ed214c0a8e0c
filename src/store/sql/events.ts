import { sql, type Transaction } from 'kysely';
import type { EventGroup, EventStore, StoredEvent } from '../../model/store.ts';
import type { Retention } from '../retention.ts';
import type { Engine } from './engine.ts';
import { seriesStore } from './series.ts';
import { boundedLimit, chunksOf, fromBody, likeContaining, storable, toBody } from './text.ts';
import type { Tables } from './tables.ts';

export const eventStore = (engine: Engine, retention: Retention): EventStore => ({
  ...samplesOfGroups(engine, retention),
  ...groups(engine),
  ...seriesStore(engine),
});

const samplesOfGroups = (engine: Engine, retention: Retention): Pick<EventStore, 'append' | 'samplesOf'> => ({
  append: async (events) => {
    for (const chunk of chunksOf(events, 500)) {
      await engine.write((trx) => append(trx, chunk, retention.eventsPerGroup));
    }
  },
  samplesOf: (group, limit) =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('events')
        .select('body')
        .where('group_id', '=', storable(group))
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ body }) => fromBody<StoredEvent>(body));
    }),
});

/** A flood of one error keeps its newest events only. */
async function append(trx: Transaction<Tables>, events: readonly StoredEvent[], kept: number): Promise<void> {
  if (events.length === 0) return;
  const rows = events
    .map((event) => ({
      id: storable(event.id),
      group_id: storable(event.group),
      at: event.at,
      body: toBody(event),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await trx
    .insertInto('events')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  for (const group of [...new Set(rows.map((row) => row.group_id))].toSorted()) {
    await sql`delete from events where id in (select id from events where group_id = ${group}
      order by at desc, id limit 1000 offset ${kept})`.execute(trx);
  }
}

const groups = (engine: Engine): Pick<EventStore, 'group' | 'groups' | 'putGroup'> => ({
  putGroup: (group) =>
    engine.write(async (trx) => {
      const row = {
        id: storable(group.id),
        kind: storable(group.kind),
        status: group.status,
        last_seen: group.lastSeen,
        search_text: storable(`${group.title}\n${group.culprit}`).toLowerCase(),
        body: toBody(group),
      };
      await trx
        .insertInto('event_groups')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  group: (id) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('event_groups')
        .select('body')
        .where('id', '=', storable(id))
        .executeTakeFirst();
      return row === undefined ? null : fromBody<EventGroup>(row.body);
    }),
  groups: ({ kind, limit, status, search }) =>
    engine.read(async (db) => {
      let query = db.selectFrom('event_groups').select('body').where('kind', '=', storable(kind));
      if (status !== undefined) query = query.where('status', '=', storable(status));
      if (search !== undefined)
        query = query.where(sql<boolean>`search_text like ${likeContaining(search)} escape '\\'`);
      const rows = await query
        .orderBy('last_seen', 'desc')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ body }) => fromBody<EventGroup>(body));
    }),
});
