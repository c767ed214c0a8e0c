import { sql, type Transaction } from 'kysely';
import type { EventGroup, EventStore, GroupQuery } from '../../model/store.ts';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';
import { filledList } from './filled-list.ts';
import { boundedLimit, chunksOf, fromBody, likeContaining, storable, toBody } from './text.ts';

const columns = { lastSeen: 'last_seen', firstSeen: 'first_seen', count: 'total' } as const;
const maxWords = 10;

export const groupStore = (
  engine: Engine,
): Pick<EventStore, 'group' | 'groups' | 'putGroup' | 'changeGroups'> => ({
  putGroup: (group) => engine.write((trx) => putGroups(trx, [group])),
  group: (id) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('event_groups')
        .select('body')
        .where('id', '=', storable(id))
        .executeTakeFirst();
      return row === undefined ? null : fromBody<EventGroup>(row.body);
    }),
  groups: (query) => engine.read((db) => findGroups(db, query)),
  changeGroups: async (ids, change) => {
    const written: EventGroup[] = [];
    for (const chunk of chunksOf([...new Set(ids)].toSorted(), 500))
      written.push(...(await engine.write((trx) => changeGroups(trx, engine, { ids: chunk, change }))));
    return written;
  },
});

async function findGroups(
  db: Pick<Transaction<Tables>, 'selectFrom'>,
  asked: GroupQuery,
): Promise<readonly EventGroup[]> {
  let query = db.selectFrom('event_groups').select('body').where('kind', '=', storable(asked.kind));
  if (asked.status !== undefined)
    query = query.where('status', 'in', filledList(listOf(asked.status)).map(storable));
  if (asked.firstSeenFrom !== undefined) query = query.where('first_seen', '>=', asked.firstSeenFrom);
  if (asked.lastSeenFrom !== undefined) query = query.where('last_seen', '>=', asked.lastSeenFrom);
  for (const word of listOf(asked.search ?? []).slice(0, maxWords))
    query = query.where(sql<boolean>`search_text like ${likeContaining(word)} escape '\\'`);
  const rows = await query
    .orderBy(columns[asked.order ?? 'lastSeen'], 'desc')
    .orderBy('id')
    .limit(boundedLimit(asked.limit))
    .execute();
  return rows.map(({ body }) => fromBody<EventGroup>(body));
}

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

const rowOf = (group: EventGroup): Tables['event_groups'] => ({
  id: storable(group.id),
  kind: storable(group.kind),
  status: group.status,
  last_seen: group.lastSeen,
  first_seen: group.firstSeen,
  total: group.count,
  search_text: storable([group.title, group.culprit, ...(group.terms ?? [])].join('\n')).toLowerCase(),
  body: toBody(group),
});

async function putGroups(trx: Transaction<Tables>, groups: readonly EventGroup[]): Promise<void> {
  if (groups.length === 0) return;
  await trx
    .insertInto('event_groups')
    .values(groups.map(rowOf))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        kind: row.ref('excluded.kind'),
        status: row.ref('excluded.status'),
        last_seen: row.ref('excluded.last_seen'),
        first_seen: row.ref('excluded.first_seen'),
        total: row.ref('excluded.total'),
        search_text: row.ref('excluded.search_text'),
        body: row.ref('excluded.body'),
      })),
    )
    .execute();
}

interface Change {
  readonly ids: readonly string[];
  readonly change: (id: string, group: EventGroup | null) => EventGroup | null;
}

/**
 * PostgreSQL locks no row that is not there: an empty one holds the place of a new group, so that of two replicas that
 * see it first the second waits for the first. It is gone before anybody else can see it.
 */
async function changeGroups(
  trx: Transaction<Tables>,
  engine: Engine,
  { ids, change }: Change,
): Promise<readonly EventGroup[]> {
  const isPostgres = engine.kind === 'postgres';
  const wanted = filledList(ids.map(storable));
  if (isPostgres && ids.length > 0)
    await trx
      .insertInto('event_groups')
      .values(ids.map((id) => emptyRow(storable(id))))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  const query = trx.selectFrom('event_groups').select(['id', 'body']).where('id', 'in', wanted).orderBy('id');
  const rows = await (isPostgres ? query.forUpdate() : query).execute();
  const known = new Map(rows.filter(({ body }) => body !== '').map(({ id, body }) => [id, body]));
  const written: EventGroup[] = [];
  for (const id of ids) {
    const body = known.get(storable(id));
    const changed = change(id, body === undefined ? null : fromBody<EventGroup>(body));
    if (changed !== null) written.push(changed);
  }
  await putGroups(trx, written);
  if (isPostgres)
    await trx.deleteFrom('event_groups').where('id', 'in', wanted).where('body', '=', '').execute();
  return written;
}

const emptyRow = (id: string): Tables['event_groups'] => ({
  id,
  kind: '',
  status: '',
  last_seen: 0,
  first_seen: 0,
  total: 0,
  search_text: '',
  body: '',
});
