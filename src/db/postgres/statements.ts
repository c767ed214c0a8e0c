import { z } from 'zod';
import type { Session } from '../../collectors/data/session.ts';
import { failure, ok, type Result } from '../../model/outside.ts';
import type { StatementCount, StatementUse } from '../../protocols/database/statistics.ts';
import { literal, mark } from './connect.ts';

const countSchema = z.object({
  id: z.string(),
  calls: z.number(),
  rows: z.number(),
  execMs: z.number(),
  blocks: z.number(),
  tempBlocks: z.number(),
  // MySQL counts these instead.
  examinedRows: z.null().default(null),
  diskTables: z.null().default(null),
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
