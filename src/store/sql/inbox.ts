import { unixMs } from '../../model/brand.ts';
import type { InboxMessage, InboxStore } from '../../model/store-replicas.ts';
import type { Subscriber, SubscriberStore } from '../../model/subscriber.ts';
import type { Engine } from './engine.ts';
import { filledList } from './filled-list.ts';
import { boundedLimit, chunksOf, fromBody, jsonOf, storable, toBody } from './text.ts';

export const inboxStore = (engine: Engine): InboxStore => ({
  put: (messages) =>
    engine.write(async (trx) => {
      for (const chunk of chunksOf(messages, 200)) {
        await trx
          .insertInto('inbox')
          .values(chunk.map(({ id, at, body }) => ({ id: storable(id), at, body: toBody(body) })))
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
      }
    }),
  oldest: (limit) =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('inbox')
        .selectAll()
        .orderBy('at')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ id, at, body }): InboxMessage => ({ id, at: unixMs(at), body: jsonOf(body) }));
    }),
  remove: (ids) =>
    engine.write(async (trx) => {
      for (const chunk of chunksOf(ids.map(storable), 200))
        await trx.deleteFrom('inbox').where('id', 'in', filledList(chunk)).execute();
    }),
});

export const subscriberStore = (engine: Engine): SubscriberStore => ({
  put: (subscriber) =>
    engine.write(async (trx) => {
      const row = {
        id: storable(subscriber.id),
        created_at: subscriber.createdAt,
        body: toBody(subscriber),
      };
      await trx
        .insertInto('subscribers')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  get: (id) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('subscribers')
        .select('body')
        .where('id', '=', storable(id))
        .executeTakeFirst();
      return row === undefined ? null : fromBody<Subscriber>(row.body);
    }),
  list: (limit) =>
    engine.read(async (db) => {
      const rows = await db
        .selectFrom('subscribers')
        .select('body')
        .orderBy('created_at')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ body }) => fromBody<Subscriber>(body));
    }),
  remove: (id) =>
    engine.write(async (trx) => {
      await trx.deleteFrom('subscribers').where('id', '=', storable(id)).execute();
    }),
});
