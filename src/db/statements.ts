import { z } from 'zod';
import type { Session } from '../collectors/data/session.ts';
import { failure, ok, type Clock, type Result } from '../model/outside.ts';
import type { StatementCount, StatementUse } from '../protocols/postgres/statistics.ts';
import { literal, mark } from './connect.ts';

const countSchema = z.object({
  id: z.string(),
  calls: z.number(),
  rows: z.number(),
  execMs: z.number(),
  blocks: z.number(),
  tempBlocks: z.number(),
});

const here = `dbid = (select oid from pg_database where datname = current_database())`;
const figures = `queryid::text as id, sum(calls)::float8 as calls, sum(rows)::float8 as rows,
  sum(total_exec_time)::float8 as "execMs", sum(shared_blks_hit + shared_blks_read)::float8 as blocks,
  sum(temp_blks_written)::float8 as "tempBlocks"`;

/** Counters of every statement of this database, without texts. */
export async function readCounts(
  session: Session,
  schema: string,
): Promise<Result<readonly StatementCount[]>> {
  const rows = await session.run(
    `select ${mark} ${figures} from ${schema}pg_stat_statements(false) where ${here} and queryid is not null group by queryid`,
  );
  if (!rows.ok) return rows;
  const read = z.array(countSchema).safeParse(rows.value);
  return read.success
    ? ok(read.data)
    : failure('protocol', 'pg_stat_statements has columns that are not known here');
}

const pauseMs = 25;
const maxLooks = 12;

/** Statements that end after the answer was sent are counted too: looks until two in a row agree. */
export async function settledCounts(
  session: Session,
  schema: string,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Result<readonly StatementCount[]>> {
  let last = await readCounts(session, schema);
  for (let look = 1; look < maxLooks && last.ok && !signal.aborted; look += 1) {
    await clock.sleep(pauseMs, signal);
    const next = await readCounts(session, schema);
    // Our own look is counted as well, once for each.
    if (!next.ok || totalCalls(next.value) <= totalCalls(last.value) + 1) return next;
    last = next;
  }
  return last;
}

const totalCalls = (counts: readonly StatementCount[]): number =>
  counts.reduce((sum, { calls }) => sum + calls, 0);

const maxText = 8_000;
const textOf = `left(max(query), ${maxText}) as text`;
const rowsAndChanges =
  /^\s*(?:\/\*[^]*?\*\/\s*)*\(?\s*(?:select|with|insert|update|delete|merge|values|table)\b/i;

/** Whether a text is of the product: reads or changes rows, and is none of ours. */
const isProducts = (text: string): boolean => rowsAndChanges.test(text) && !text.includes(mark);

/** The same counts with their texts; what is not the product's is left out. */
export async function withTexts(
  session: Session,
  schema: string,
  counts: readonly StatementCount[],
): Promise<Result<readonly StatementUse[]>> {
  if (counts.length === 0) return ok([]);
  const ids = counts.map(({ id }) => literal(id)).join(', ');
  const rows = await session.run(
    `select ${mark} queryid::text as id, ${textOf} from ${schema}pg_stat_statements(true) where ${here} and queryid::text in (${ids}) group by queryid`,
  );
  if (!rows.ok) return rows;
  const texts = new Map(rows.value.map((row) => [String(row['id']), String(row['text'] ?? '')]));
  return ok(
    counts.flatMap((each) => {
      const text = texts.get(each.id) ?? '';
      return isProducts(text) ? [{ ...each, text }] : [];
    }),
  );
}

/** Those that took the most time since statistics began. */
export async function heaviest(
  session: Session,
  schema: string,
  count: number,
): Promise<Result<readonly StatementUse[]>> {
  const rows = await session.run(
    `select ${mark} ${figures}, ${textOf} from ${schema}pg_stat_statements(true) where ${here} and queryid is not null group by queryid order by 4 desc limit ${count * 4}`,
  );
  if (!rows.ok) return rows;
  const read = z.array(countSchema.extend({ text: z.string() })).safeParse(rows.value);
  if (!read.success) return failure('protocol', 'pg_stat_statements has columns that are not known here');
  return ok(read.data.filter(({ text }) => isProducts(text)).slice(0, count));
}
