import { Kysely, PostgresDialect } from 'kysely';
import type { Tables } from '../sql/tables.ts';

/** `bigint`; all of ours are times and counts below 2^53. */
const bigintType = 20;

/**
 * A bounded pool; connections are made when they are used, so this succeeds without a server. Every wait has its end: for
 * a connection 3 s, for a lock 5 s, for a statement 15 s, for the answer of a network that went silent 20 s.
 */
export async function connect(url: string): Promise<Kysely<Tables>> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'launch-ready',
    max: 10,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1_800,
    statement_timeout: 15_000,
    lock_timeout: 5_000,
    idle_in_transaction_session_timeout: 15_000,
    query_timeout: 20_000,
    keepAlive: true,
    types: {
      getTypeParser: (type, format) => (type === bigintType ? Number : pg.types.getTypeParser(type, format)),
    },
  });
  // An idle connection that is cut is replaced at its next use; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
