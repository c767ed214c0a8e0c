import { z } from 'zod';
import { ok, type Result } from '../../model/outside.ts';
import { readMysqlStatement } from '../../protocols/database/mysql-statement.ts';
import type { StatementCount, StatementUse } from '../../protocols/database/statistics.ts';
import type { StatementCounters } from '../looked.ts';
import { rowsOf } from '../rows.ts';
import type { MysqlSession } from './session.ts';
import { figure, literal } from './sql.ts';

/** The timers of performance_schema count picoseconds. */
const picosecondsPerMs = '1e9';

const countSchema = z.object({
  id: z.string(),
  calls: z.number(),
  rows: z.number(),
  execMs: z.number(),
  blocks: z.null().default(null),
  tempBlocks: z.null().default(null),
  examinedRows: z.number(),
  diskTables: z.number(),
});
const useSchema = countSchema.extend({ text: z.string() });

const sums = [
  figure('sum(sum_rows_sent + sum_rows_affected)', '`rows`'),
  figure('sum(sum_rows_examined)', 'examinedRows'),
  figure('sum(sum_created_tmp_disk_tables + sum_sort_merge_passes)', 'diskTables'),
].join(', ');

/** Where statements are counted: under an id, with a text. */
interface Source {
  readonly id: string;
  readonly text: string;
  readonly figures: string;
  readonly from: string;
}

/** Texts, by their digest. */
const digests = (database: string): Source => ({
  id: 'digest',
  text: 'digest_text',
  figures: `${figure('sum(count_star)', 'calls')}, ${figure(`sum(sum_timer_wait) / ${picosecondsPerMs}`, 'execMs')}, ${sums}`,
  from: `performance_schema.events_statements_summary_by_digest where schema_name = ${literal(database)} and digest is not null`,
});

/** Statements prepared on the server have no digest; MySQL counts them while they stand, MariaDB does not. */
const prepared = (database: string): Source => ({
  id: 'sha2(sql_text, 256)',
  text: 'sql_text',
  figures: `${figure('sum(count_execute)', 'calls')}, ${figure(`sum(sum_timer_execute) / ${picosecondsPerMs}`, 'execMs')}, ${sums}`,
  from: `performance_schema.prepared_statements_instances p join performance_schema.threads t on t.thread_id = p.owner_thread_id
    where t.processlist_db = ${literal(database)} and p.count_execute > 0`,
});

const maxText = 8_000;
const maxStatements = 5_000;
const textsSchema = z.object({ id: z.string(), text: z.string() });

export function mysqlCounters(session: MysqlSession): StatementCounters {
  const { database, isMariaDb } = session;
  const sources = isMariaDb ? [digests(database)] : [digests(database), prepared(database)];
  const all = (sql: (source: Source) => string): Asking => ({ session, sql: sources.map(sql) });
  return {
    counts: () =>
      readAll<StatementCount>(
        all(
          ({ id, figures, from }) =>
            `select ${id} as id, ${figures} from ${from} group by 1 limit ${maxStatements}`,
        ),
        countSchema,
      ),
    withTexts: async (counts) => {
      if (counts.length === 0) return ok([]);
      const ids = counts.map((each) => literal(each.id)).join(', ');
      const texts = await readAll(
        all(
          ({ id, text, from }) =>
            `select ${id} as id, left(max(${text}), ${maxText}) as text from ${from} and ${id} in (${ids}) group by 1`,
        ),
        textsSchema,
      );
      if (!texts.ok) return texts;
      const byId = new Map(texts.value.map(({ id, text }) => [id, text]));
      return ok(
        products(
          counts.map((each) => ({ ...each, text: byId.get(each.id) ?? '' })),
          database,
        ),
      );
    },
    heaviest: async (count) => {
      const top = await readAll<StatementUse>(
        all(
          ({ id, text, figures, from }) =>
            `select ${id} as id, left(max(${text}), ${maxText}) as text, ${figures} from ${from} group by 1 order by execMs desc limit ${count * 4}`,
        ),
        useSchema,
      );
      if (!top.ok) return top;
      return ok(
        products(top.value, database)
          .toSorted((a, b) => b.execMs - a.execMs)
          .slice(0, count),
      );
    },
    read: (text) => readMysqlStatement(text, database),
    unseen: async () => (isMariaDb ? await executions(session) : 0),
  };
}

interface Asking {
  readonly session: MysqlSession;
  readonly sql: readonly string[];
}

async function readAll<T>({ session, sql }: Asking, schema: z.ZodType<T>): Promise<Result<readonly T[]>> {
  const found: T[] = [];
  for (const each of sql) {
    const rows = await rowsOf(session, each, schema);
    if (!rows.ok) return rows;
    found.push(...rows.value);
  }
  return ok(found);
}

/** Reads or changes rows, and not those the server keeps about itself. */
const products = (uses: readonly StatementUse[], database: string): readonly StatementUse[] =>
  uses
    .map((use) => ({ ...use, text: use.text.trim() }))
    .filter(
      ({ text }) =>
        readMysqlStatement(text, database) !== null &&
        !/\b(?:performance_schema|information_schema)\b/i.test(text),
    );

/** Prepared statements that were executed, of all databases: MariaDB tells no more of them. */
async function executions(session: MysqlSession): Promise<number> {
  const rows = await session.run(
    "select count_star + 0e0 as count from performance_schema.events_statements_summary_global_by_event_name where event_name = 'statement/com/Execute'",
  );
  const count: unknown = rows.ok ? rows.value[0]?.['count'] : 0;
  return typeof count === 'number' ? count : 0;
}
