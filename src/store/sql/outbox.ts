import type { Transaction } from 'kysely';
import { unixMs } from '../../model/brand.ts';
import type { Alert, AlertDelivery } from '../../model/monitor.ts';
import type { OutboxEntry, OutboxStore } from '../../model/store.ts';
import type { Engine } from './engine.ts';
import { asWritten } from './sample-row.ts';
import { filledList } from './filled-list.ts';
import { boundedLimit, fromBody, isWaiting, storable, storableOrNull, toBody } from './text.ts';
import type { OutboxRow, Tables } from './tables.ts';

/**
 * An entry handed out by `due` is left alone for this long, then handed out again: its sender may have been killed. Whoever still
 * sends it holds the lease of its id.
 */
export const claimMs = 20_000;

export function outboxStore(engine: Engine): OutboxStore {
  return {
    enqueue: (entry) =>
      engine.write(async (trx) => {
        const added = await trx
          .insertInto('outbox')
          .values(rowOfEntry(entry))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .execute();
        return added.length > 0;
      }),
    due: (now, limit) => claimDue(engine, now, boundedLimit(limit)),
    record: (id, delivery, next) => record(engine, { id: storable(id), delivery, next }),
    list: (limit) =>
      engine.read(async (db) => {
        const rows = await db
          .selectFrom('outbox')
          .selectAll()
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .limit(boundedLimit(limit))
          .execute();
        return rows.map(entryOfRow);
      }),
  };
}

async function claimDue(engine: Engine, now: number, limit: number): Promise<readonly OutboxEntry[]> {
  // Most polls find nothing; those cost no write.
  const some = await engine.read((db) => dueQuery(db, now).select('id').limit(1).execute());
  if (some.length === 0) return [];
  return engine.write(async (trx) => {
    const query = dueQuery(trx, now).select('id').orderBy('next_at').orderBy('id').limit(limit);
    const rows = await (engine.kind === 'postgres' ? query.forUpdate().skipLocked() : query).execute();
    if (rows.length === 0) return [];
    const claimed = await trx
      .updateTable('outbox')
      .set({ claimed_at: now })
      .where('id', 'in', filledList(rows.map(({ id }) => id)))
      .returningAll()
      .execute();
    return claimed.map(entryOfRow).toSorted((a, b) => a.nextAt - b.nextAt || (a.id < b.id ? -1 : 1));
  });
}

/** A claim from beyond the clock's present (it was put back) holds for nobody. */
const dueQuery = (db: Pick<Transaction<Tables>, 'selectFrom'>, now: number) =>
  db
    .selectFrom('outbox')
    .where('state', '=', isWaiting)
    .where('next_at', '<=', now)
    .where((eb) =>
      eb.or([
        eb('claimed_at', 'is', null),
        eb('claimed_at', '<=', now - claimMs),
        eb('claimed_at', '>', now + claimMs),
      ]),
    );

interface Outcome {
  readonly id: string;
  readonly delivery: AlertDelivery;
  readonly next: Parameters<OutboxStore['record']>[2];
}

/** An entry that is done stays done, whatever a slower sender reports. */
async function record(engine: Engine, { id, delivery, next }: Outcome): Promise<void> {
  await engine.write(async (trx) => {
    await trx
      .updateTable('outbox')
      .set((eb) => ({
        attempts: eb('attempts', '+', 1),
        state: typeof next === 'string' ? next : 'waiting',
        next_at: typeof next === 'string' ? eb.ref('next_at') : next.at,
        last_detail: storable(delivery.detail),
        message_id: eb.fn.coalesce(eb.val(storableOrNull(delivery.messageId)), eb.ref('message_id')),
        claimed_at: null,
      }))
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute();
  });
}

const rowOfEntry = (entry: OutboxEntry): OutboxRow => ({
  id: storable(entry.id),
  route: storable(entry.route),
  alert: toBody(entry.alert),
  created_at: entry.createdAt,
  next_at: entry.nextAt,
  attempts: entry.attempts,
  state: entry.state,
  last_detail: storableOrNull(entry.lastDetail),
  message_id: storableOrNull(entry.messageId),
  claimed_at: null,
});

const entryOfRow = (row: OutboxRow): OutboxEntry => ({
  id: row.id,
  route: row.route,
  alert: fromBody<Alert>(row.alert),
  createdAt: unixMs(row.created_at),
  nextAt: unixMs(row.next_at),
  attempts: row.attempts,
  state: asWritten<OutboxEntry['state']>(row.state),
  lastDetail: row.last_detail,
  messageId: row.message_id,
});
