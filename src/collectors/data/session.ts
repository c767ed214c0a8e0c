import type { Client as PgClient } from 'pg';
import { failure, ok, type Result } from '../../model/outside.ts';

export type Row = Readonly<Record<string, unknown>>;

/** One connection. A statement that fails is a value, not an exception. */
export interface Session extends AsyncDisposable {
  readonly run: (sql: string) => Promise<Result<readonly Row[]>>;
  /** `15.14`. */
  readonly version: string;
}

const statementTimeoutMs = 10 * 60_000;
const connectTimeoutMs = 10_000;

export interface SessionOptions {
  /** The server refuses every write of this session, whatever is sent. Default false. */
  readonly isReadOnly?: boolean;
  /** Default ten minutes; 0 leaves it to the server. */
  readonly statementTimeoutMs?: number;
}

/** Opens a connection; `url` may be a socket folder in `host=`. The address is never part of a message; failures carry the SQLSTATE. */
export async function openSession(url: string, options: SessionOptions = {}): Promise<Result<Session>> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: options.statementTimeoutMs ?? statementTimeoutMs,
    application_name: 'launch-ready',
    ...(options.isReadOnly === true ? { options: '-c default_transaction_read_only=on' } : {}),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>(
      "select current_setting('server_version') as version",
    );
    return ok(sessionOf(client, rows[0]?.version ?? ''));
  } catch (cause) {
    await client.end().catch(() => undefined);
    return failure('failed', `the database does not answer: ${messageOf(cause)}`, codeOf(cause));
  }
}

const sessionOf = (client: PgClient, version: string): Session => ({
  version,
  run: async (sql) => {
    try {
      const result: unknown = await client.query(sql);
      const last = Array.isArray(result)
        ? (result.at(-1) as { rows?: readonly Row[] })
        : (result as { rows?: readonly Row[] });
      return ok(last.rows ?? []);
    } catch (cause) {
      return failure('failed', messageOf(cause), codeOf(cause));
    }
  },
  [Symbol.asyncDispose]: () => client.end().catch(() => undefined),
});

const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;

/** PostgreSQL's own sentence; addresses and passwords do not stand in it, connection errors of the system may name a host. */
const messageOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : 'it failed')
    .replaceAll(/postgres(?:ql)?:\/\/\S+/g, '(the address)')
    .slice(0, 300);
