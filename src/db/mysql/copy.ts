import { failure, ok, type Result } from '../../model/outside.ts';
import type { IndexGain } from '../../protocols/database/finding.ts';
import { nodesOf } from '../../protocols/database/plan.ts';
import { rowsRead } from '../../protocols/database/mysql-plan.ts';
import type { Copy, Question } from '../looked.ts';
import { planOf } from './explain.ts';
import { openMysqlSession, type MysqlSession } from './session.ts';
import { figure, literal, name, sqlMode } from './sql.ts';

/** A database the user gave for building indexes in; refused when it is the one that is looked at. */
export async function openMysqlCopy(url: string, looked: MysqlSession): Promise<Result<Copy>> {
  const opened = await openMysqlSession(url);
  if (!opened.ok) return opened;
  const session = opened.value;
  const [there, here] = [await identityOf(session), await identityOf(looked)];
  if (there !== null && there !== here) {
    await session.run(sqlMode);
    return ok({
      gainOf: (question) => builtGain(question, session),
      [Symbol.asyncDispose]: async () => session[Symbol.asyncDispose](),
    });
  }
  await session[Symbol.asyncDispose]();
  return failure('forbidden', 'the copy is the database itself: nothing is built there');
}

/** Server and database; two addresses may lead to one. MySQL has an id of its own, MariaDB is told by where and since when it runs. */
async function identityOf(session: MysqlSession): Promise<string | null> {
  const rows = await session.run(
    session.isMariaDb
      ? "select concat_ws(' ', @@hostname, @@port, @@datadir, @@pid_file) as identity"
      : 'select @@server_uuid as identity',
  );
  const identity: unknown = rows.ok ? rows.value[0]?.['identity'] : null;
  return typeof identity === 'string' ? `${identity} ${session.database}` : null;
}

const runs = 5;

/** Built, measured and taken away again, so that the next proposal meets the same copy. */
async function builtGain({ use, proposal }: Question, session: MysqlSession): Promise<Result<IndexGain>> {
  const before = await planOf(session, use);
  if (!before.ok) return before;
  const isRun = use.statement.kind === 'select' && (await isHarmless(session, use.statement.functions));
  const msBefore = isRun ? await medianMs(session, before.value.sql) : null;
  const built = await session.run(proposal.plainSql);
  if (!built.ok) return built;
  try {
    await session.run(`analyze table ${name(proposal.table)}`);
    const after = await planOf(session, use);
    if (!after.ok) return after;
    if (![...nodesOf(after.value.root)].some(({ node }) => node.index === proposal.name))
      return failure('failed', 'the planner would not use it: the table may be too small');
    return ok({
      by: 'copy',
      costUnit: 'rows',
      costBefore: rowsRead(before.value.root),
      costAfter: rowsRead(after.value.root),
      msBefore,
      msAfter: isRun ? await medianMs(session, after.value.sql) : null,
      indexBytes: await bytesOf(session, proposal.name),
    });
  } finally {
    await session.run(`drop index ${name(proposal.name)} on ${name(proposal.table)}`);
  }
}

/** What waits, locks or reaches out of the database each time it is called. */
const acting = ['sleep', 'benchmark', 'get_lock', 'load_file', 'master_pos_wait', 'nextval', 'setval'];

async function isHarmless(session: MysqlSession, functions: readonly string[]): Promise<boolean> {
  if (functions.some((each) => acting.includes(each.toLowerCase()))) return false;
  if (functions.length === 0) return true;
  const rows = await session.run(
    `select 1 from information_schema.routines where routine_schema = ${literal(session.database)} and routine_name in (${functions.map(literal).join(', ')}) limit 1`,
  );
  return rows.ok && rows.value.length === 0;
}

/** By the clock of the server; null when a run failed. */
async function medianMs(session: MysqlSession, sql: string): Promise<number | null> {
  const took: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const from = await serverMs(session);
    const ran = await session.run(sql);
    const until = await serverMs(session);
    if (!ran.ok || from === null || until === null) return null;
    took.push(until - from);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? null;
}

async function serverMs(session: MysqlSession): Promise<number | null> {
  const rows = await session.run('select unix_timestamp(sysdate(6)) * 1e3 as ms');
  const ms: unknown = rows.ok ? rows.value[0]?.['ms'] : null;
  return typeof ms === 'number' ? ms : null;
}

async function bytesOf(session: MysqlSession, index: string): Promise<number | null> {
  const rows = await session.run(
    `select ${figure('sum(stat_value) * @@innodb_page_size', 'bytes')} from mysql.innodb_index_stats where stat_name = 'size' and database_name = ${literal(session.database)} and index_name = ${literal(index)}`,
  );
  const bytes: unknown = rows.ok ? rows.value[0]?.['bytes'] : null;
  return typeof bytes === 'number' && bytes > 0 ? bytes : null;
}
