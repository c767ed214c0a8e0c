import { sql, type Transaction } from 'kysely';
import type { Json } from '../../model/json.ts';
import type { StoredTrace, TraceRow, TraceStore } from '../../model/trace.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import type { Engine } from './engine.ts';
import type { RetentionBook } from './retention.ts';
import { boundedLimit, chunksOf, fromBody, storable, toBody } from './text.ts';
import type { Tables, TraceTableRow } from './tables.ts';

export const traceStore = (engine: Engine, retention: RetentionBook): TraceStore => ({
  put: async (traces) => {
    for (const chunk of chunksOf(
      traces.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      50,
    ))
      await engine.write((trx) =>
        put(trx, chunk, { engine, tracesPerRoute: retention.current().tracesPerRoute }),
      );
  },
  get: (id) =>
    engine.read(async (db) => {
      const row = await db.selectFrom('traces').selectAll().where('id', '=', storable(id)).executeTakeFirst();
      return row === undefined ? null : traceOf(row);
    }),
  list: ({ environment, route, from, limit }) =>
    engine.read(async (db) => {
      let query = db
        .selectFrom('traces')
        .select('row_body')
        .where('environment', '=', storable(environment))
        .where('at', '>=', from);
      if (route !== null) query = query.where('route', '=', storable(route));
      const rows = await query
        .orderBy('duration_ms', 'desc')
        .orderBy('id')
        .limit(boundedLimit(limit))
        .execute();
      return rows.map(({ row_body: body }) => fromBody<TraceRow>(body));
    }),
});

interface Putting {
  readonly engine: Engine;
  readonly tracesPerRoute: number;
}

async function put(
  trx: Transaction<Tables>,
  traces: readonly StoredTrace[],
  putting: Putting,
): Promise<void> {
  for (const trace of traces) await putOne(trx, trace, putting);
  const routes = new Map(
    traces.map(({ environment, route }) => [`${environment}\0${route}`, { environment, route }]),
  );
  for (const { environment, route } of routes.values())
    await sql`delete from traces where id in (select id from traces
      where environment = ${storable(environment)} and route = ${storable(route)} and is_probe = 0
      order by at desc, id limit 1000 offset ${putting.tracesPerRoute})`.execute(trx);
}

async function putOne(trx: Transaction<Tables>, trace: StoredTrace, { engine }: Putting): Promise<void> {
  const query = trx.selectFrom('traces').selectAll().where('id', '=', storable(trace.id));
  const [before] = await (engine.kind === 'postgres' ? query.forUpdate() : query).execute();
  const row = rowOf(before === undefined ? trace : merged(traceOf(before), trace));
  await trx
    .insertInto('traces')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** The longer of the two is nearer to the whole: the other saw a part of it. */
function merged(before: StoredTrace, added: StoredTrace): StoredTrace {
  const [outer, inner] = added.durationMs > before.durationMs ? [added, before] : [before, added];
  const known = new Set(outer.spans.map(spanId));
  return {
    ...outer,
    isFailed: outer.isFailed || inner.isFailed,
    reason: before.reason,
    spans: [...outer.spans, ...inner.spans.filter((span) => !known.has(spanId(span)))],
  };
}

const spanId = (span: Json): string => (isRecord(span) ? String(span['spanId']) : '');

function rowOf({ spans, ...row }: StoredTrace): TraceTableRow {
  return {
    id: storable(row.id),
    at: row.at,
    environment: storable(row.environment),
    route: storable(row.route),
    duration_ms: row.durationMs,
    is_probe: row.reason === 'probe' ? 1 : 0,
    row_body: toBody(row),
    spans: toBody(spans),
  };
}

const traceOf = ({ row_body: body, spans }: TraceTableRow): StoredTrace => ({
  ...fromBody<TraceRow>(body),
  spans: fromBody<readonly Json[]>(spans),
});
