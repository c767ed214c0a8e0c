import { z } from 'zod';
import type { MysqlSession } from './session.ts';

const maxRows = 1_000;

/** MariaDB tells how long a session has slept to the microsecond. */
const mariaDbSql = `select p.time_ms + 0e0 as heldMs
  from information_schema.innodb_trx t join information_schema.processlist p on p.id = t.trx_mysql_thread_id
  where p.command = 'Sleep' and p.id <> connection_id() limit ${maxRows}`;

/** MySQL tells it by the timer of the last statement, against the same timer of the statement that asks. */
const mysqlSql = `select (now.timer_start - s.timer_end) / 1e9 + 0e0 as heldMs
  from information_schema.innodb_trx t
  join performance_schema.threads h on h.processlist_id = t.trx_mysql_thread_id
  join performance_schema.events_statements_current s on s.thread_id = h.thread_id
  join performance_schema.threads own on own.processlist_id = connection_id()
  join performance_schema.events_statements_current now on now.thread_id = own.thread_id
  where h.processlist_command = 'Sleep' and s.timer_end is not null limit ${maxRows}`;

const rowsSchema = z.array(z.object({ heldMs: z.number() }));

/** Milliseconds of the longest transaction that is open while its session does nothing; 0 where that cannot be seen. */
export async function heldMs(session: MysqlSession): Promise<number> {
  const rows = await session.run(session.isMariaDb ? mariaDbSql : mysqlSql);
  const read = rowsSchema.safeParse(rows.ok ? rows.value : []);
  return read.success ? Math.max(0, ...read.data.map((row) => row.heldMs)) : 0;
}
