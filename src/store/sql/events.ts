import { sql, type Transaction } from 'kysely';
import type { EventStore, StoredEvent } from '../../model/store.ts';
import type { Engine } from './engine.ts';
import { groupStore } from './groups.ts';
import type { RetentionBook } from './retention.ts';
import { seriesStore } from './series.ts';
import { filledList } from './filled-list.ts';
import { boundedLimit, chunksOf, fromBody, storable, toBody } from './text.ts';
import type { Tables } from './tables.ts';

export const eventStore = (engine: Engine, retention: RetentionBook): EventStore => ({
  ...samplesOfGroups(engine, retention),
  ...groupStore(engine),
  ...seriesStore(engine),
});

const samplesOfGroups = (
  engine: Engine,
  retention: RetentionBook,
): Pick<EventStore, 'append' | 'samplesOf'> => ({
  append: async (events) => {
    for (const chunk of chunksOf(events, 500)) {
      await engine.write((trx) => append(trx, chunk, retention.current().eventsPerGroup));
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
  const groups = [...new Set(rows.map((row) => row.group_id))].toSorted();
  await sql`delete from events where id in (select id from (select id, row_number() over
      (partition by group_id order by at desc, id) as place from events where group_id in (${sql.join(filledList(groups))})) as placed
    where place > ${kept})`.execute(trx);
}
