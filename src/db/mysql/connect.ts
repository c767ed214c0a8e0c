import type { Row } from '../../collectors/data/session.ts';
import { failure, ok, type Result } from '../../model/outside.ts';
import type { CountersMissing } from '../looked.ts';
import { openMysqlSession, type MysqlSession } from './session.ts';
import { name, sqlMode } from './sql.ts';

export interface OpenMysql {
  readonly session: MysqlSession;
  readonly isReplica: boolean;
  /** Null: statements are counted and may be read. */
  readonly missing: CountersMissing | null;
  readonly blindSpots: readonly string[];
}

const timeLimitSeconds = 30;

/** Opens a session in which the server refuses every write (error 1792). */
export async function openMysql(url: string): Promise<Result<OpenMysql>> {
  const opened = await openMysqlSession(url);
  if (!opened.ok) return opened;
  const session = opened.value;
  const isHeld = await holdReadOnly(session);
  const isThere = await session.run(`show create database ${name(session.database)}`);
  if (isHeld && isThere.ok)
    return ok({
      session,
      isReplica: await isReplica(session),
      missing: await whyNoCounters(session),
      blindSpots: await blindSpotsOf(session),
    });
  await session[Symbol.asyncDispose]();
  return isThere.ok
    ? failure('forbidden', 'the session could not be made read-only; a proxy in between may drop the setting')
    : isThere;
}

/** Each statement is a transaction of its own here, and every one of them is read-only; the server is asked whether it holds to it. */
async function holdReadOnly(session: MysqlSession): Promise<boolean> {
  const { isMariaDb } = session;
  await session.run(
    isMariaDb
      ? `set session max_statement_time = ${timeLimitSeconds}`
      : `set session max_execution_time = ${timeLimitSeconds * 1000}`,
  );
  await session.run(sqlMode);
  if (!isMariaDb) {
    await session.run('set session information_schema_stats_expiry = 0');
    await session.run('set session explain_json_format_version = 1');
  }
  await session.run('set session transaction read only');
  for (const variable of ['transaction_read_only', 'tx_read_only']) {
    const held = await session.run(`select @@session.${variable} as held`);
    if (held.ok) return Number(held.value[0]?.['held']) === 1;
  }
  return false;
}

const first = async (session: MysqlSession, sql: string): Promise<Row | null> => {
  const rows = await session.run(sql);
  return rows.ok ? (rows.value[0] ?? null) : null;
};

/** A replica is read-only for everybody and receives from a source; either alone is something else. */
async function isReplica(session: MysqlSession): Promise<boolean> {
  const held = await first(session, 'select @@global.read_only as held');
  if (Number(held?.['held']) !== 1) return false;
  const source = await first(
    session,
    'select count(*) as sources from performance_schema.replication_connection_configuration',
  );
  return source === null || Number(source['sources']) > 0;
}

async function whyNoCounters(session: MysqlSession): Promise<CountersMissing | null> {
  const on = await first(session, 'select @@global.performance_schema as state');
  if (Number(on?.['state']) !== 1)
    return {
      why: `performance_schema is off${session.isMariaDb ? ', as it is on a MariaDB nobody told otherwise' : ''}`,
      todo: 'Write performance_schema = ON under [mysqld] in the server’s file, and restart (most hosts have a switch for it).',
    };
  const consumer = await session.run(
    "select enabled as state from performance_schema.setup_consumers where name = 'statements_digest'",
  );
  const digests = consumer.ok
    ? await session.run('select digest from performance_schema.events_statements_summary_by_digest limit 1')
    : consumer;
  if (!digests.ok)
    return {
      why: `performance_schema cannot be read: ${digests.error.message}`,
      todo: `As an administrator: ${await grantFor(session, 'select on performance_schema.*')}`,
    };
  if (consumer.ok && consumer.value[0]?.['state'] !== 'YES')
    return {
      why: 'performance_schema does not sum up statements',
      todo: "As an administrator: update performance_schema.setup_consumers set enabled = 'YES' where name = 'statements_digest'",
    };
  return null;
}

async function grantFor(session: MysqlSession, what: string): Promise<string> {
  const user = await first(session, 'select current_user() as user');
  const [role = '', host = '%'] = String(user?.['user'] ?? '').split('@');
  return `grant ${what} to '${role}'@'${host}'`;
}

/** What a role without PROCESS, or without the figures of InnoDB, is not told. */
async function blindSpotsOf(session: MysqlSession): Promise<readonly string[]> {
  const transactions = await session.run('select count(*) from information_schema.innodb_trx');
  if (transactions.ok) return [];
  return [
    `Transactions that stand open: this role may not see them. As an administrator: ${await grantFor(session, 'process on *.*')}`,
  ];
}
