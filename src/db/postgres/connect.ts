import { openSession, type Row, type Session } from '../../collectors/data/session.ts';
import { failure, ok, type Result } from '../../model/outside.ts';

/** A database that can be looked at, and how much of it may be seen. */
export interface PostgresSession extends AsyncDisposable {
  readonly session: Session;
  readonly database: string;
  readonly isReplica: boolean;
  /** `schema.` of `pg_stat_statements`; null: why its figures cannot be read. */
  readonly statements: { readonly schema: string } | { readonly why: string; readonly todo: string };
  /** Schema of `hypopg`; null: not installed there. */
  readonly hypopg: string | null;
}

const statementTimeoutMs = 30_000;

/** Our own queries are told by this, wherever they are counted. */
export const mark = '/* launch-ready */';

/** Opens a session in which the server refuses every write. */
export async function openPostgres(url: string): Promise<Result<PostgresSession>> {
  // The time limit is set afterwards: what the server gives a new session has to stay visible.
  const opened = await openSession(url, { isReadOnly: true, statementTimeoutMs: 0 });
  if (!opened.ok) return isPool(opened.error.message) ? failure('forbidden', poolSentence) : opened;
  const session = opened.value;
  await session.run(`set statement_timeout = ${statementTimeoutMs}`);
  const about = await firstRow(
    session,
    `select ${mark} current_database() as database, pg_is_in_recovery() as replica,
       current_setting('default_transaction_read_only') as readonly, current_user as "user",
       coalesce(pg_has_role(current_user, 'pg_read_all_stats', 'member'), false) as stats,
       current_setting('server_version_num')::int as version`,
  );
  if (!about.ok || about.value['readonly'] !== 'on') {
    await session[Symbol.asyncDispose]();
    return about.ok
      ? failure(
          'forbidden',
          'the session could not be made read-only; a connection pool in between may drop the setting',
        )
      : about;
  }
  const row = about.value;
  return ok({
    session,
    database: String(row['database']),
    isReplica: row['replica'] === true,
    statements: await statementsOf(session, row),
    hypopg: await extensionSchema(session, 'hypopg'),
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  });
}

/** PgBouncer refuses what it does not know of a session. */
const isPool = (message: string): boolean => message.includes('unsupported startup parameter');
const poolSentence =
  'this is the address of a connection pool, which cannot hold a session read-only; give the direct address of the server';

/** From 13 on, planning and execution are told apart: `total_exec_time`. */
const oldestVersion = 130_000;

async function statementsOf(session: Session, about: Row): Promise<PostgresSession['statements']> {
  if (Number(about['version']) < oldestVersion)
    return {
      why: 'PostgreSQL is older than 13',
      todo: 'Upgrade the server; 12 gets no corrections any more.',
    };
  const schema = await extensionSchema(session, 'pg_stat_statements');
  const preload = await firstRow(
    session,
    `select ${mark} current_setting('shared_preload_libraries', true) as libraries`,
  );
  const isLoaded = !preload.ok || String(preload.value['libraries'] ?? '').includes('pg_stat_statements');
  if (schema === null || !isLoaded)
    return {
      why: `pg_stat_statements is not ${isLoaded ? 'installed in this database' : 'loaded by the server'}`,
      todo: isLoaded
        ? 'As its owner: create extension pg_stat_statements'
        : 'Add it to shared_preload_libraries, restart, then: create extension pg_stat_statements (most hosts have a switch for it)',
    };
  const seen = await session.run(`select ${mark} 1 from ${schema}pg_stat_statements(false) limit 1`);
  if (!seen.ok)
    return { why: `pg_stat_statements cannot be read: ${seen.error.message}`, todo: grantOf(about) };
  const hidden = await firstRow(
    session,
    `select ${mark} count(*)::int as count from ${schema}pg_stat_statements
       where dbid = (select oid from pg_database where datname = current_database()) and query = '<insufficient privilege>'`,
  );
  const isHidden = hidden.ok && Number(hidden.value['count']) > 0;
  if (isHidden && about['stats'] !== true)
    return {
      why: `the role ${String(about['user'])} may not see the statements of others`,
      todo: grantOf(about),
    };
  return { schema };
}

const grantOf = (about: Row): string =>
  `As a superuser: grant pg_read_all_stats to ${String(about['user'])}; or look with the role the product itself uses.`;

/** `schema.` of an extension; null: it is not installed in this database. */
export async function extensionSchema(session: Session, name: string): Promise<string | null> {
  const row = await firstRow(
    session,
    `select ${mark} quote_ident(n.nspname) || '.' as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = '${name}'`,
  );
  return row.ok && typeof row.value['schema'] === 'string' ? row.value['schema'] : null;
}

async function firstRow(session: Session, sql: string): Promise<Result<Row>> {
  const rows = await session.run(sql);
  return rows.ok ? ok(rows.value[0] ?? {}) : rows;
}

/** Text as an SQL literal (`standard_conforming_strings` is on since 9.1). */
export const literal = (text: string): string => `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
