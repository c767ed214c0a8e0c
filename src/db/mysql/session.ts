import type { Connection, ConnectionOptions } from 'mysql2/promise';
import type { Row, Session } from '../../collectors/data/session.ts';
import { failure, ok, type Result } from '../../model/outside.ts';
import { mysqlAddress, type MysqlAddress } from '../../protocols/database/mysql-address.ts';

/** One connection, with no database chosen: what is sent here counts for none. */
export interface MysqlSession extends Session {
  readonly database: string;
  readonly isMariaDb: boolean;
}

const connectTimeoutMs = 10_000;
const queryTimeoutMs = 60_000;

/** Opens a connection. The address is never part of a message; failures carry the server's error number. */
export async function openMysqlSession(url: string): Promise<Result<MysqlSession>> {
  const address = mysqlAddress(url);
  if (address === null)
    return failure('protocol', 'the address names no database: mysql://user@host:3306/shop');
  const first = await connected(address, address.encryption !== 'off');
  const isPlain =
    !first.ok && address.encryption === 'preferred' && first.error.code === 'HANDSHAKE_NO_SSL_SUPPORT';
  const opened = isPlain ? await connected(address, false) : first;
  if (!opened.ok) return opened;
  const connection = opened.value;
  const run = runner(connection);
  const version = await run('select version() as version');
  if (!version.ok) {
    connection.destroy();
    return version;
  }
  const text = String(version.value[0]?.['version'] ?? '');
  return ok({
    database: address.database,
    isMariaDb: /mariadb/i.test(text),
    version: /^\d+(?:\.\d+)*/.exec(text.replace(/^5\.5\.5-/, ''))?.[0] ?? text,
    run,
    [Symbol.asyncDispose]: () => connection.end().catch(() => connection.destroy()),
  });
}

async function connected(address: MysqlAddress, isEncrypted: boolean): Promise<Result<Connection>> {
  const { createConnection } = await import('mysql2/promise');
  const { host, port, socketPath, user, password, encryption } = address;
  const where = socketPath === null ? { host, port } : { socketPath };
  const options: ConnectionOptions = {
    ...where,
    ...(isEncrypted ? { ssl: { rejectUnauthorized: encryption === 'verified' } } : {}),
    user,
    password,
    connectTimeout: connectTimeoutMs,
    dateStrings: true,
    disableEval: true,
    multipleStatements: false,
    // The server may ask for files of this machine otherwise.
    flags: ['-LOCAL_FILES'],
    connectAttributes: { program_name: 'launch-ready' },
  };
  try {
    const connection = await createConnection(options);
    connection.on('error', () => undefined);
    return ok(connection);
  } catch (cause) {
    return failure('failed', `the database does not answer: ${messageOf(cause)}`, codeOf(cause));
  }
}

const runner =
  (connection: Connection): Session['run'] =>
  async (sql) => {
    try {
      const [rows] = await connection.query({ sql, timeout: queryTimeoutMs });
      return ok(Array.isArray(rows) ? (rows as readonly Row[]) : []);
    } catch (cause) {
      return failure('failed', messageOf(cause), codeOf(cause));
    }
  };

function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const { errno, code } = cause as { errno?: unknown; code?: unknown };
  if (typeof errno === 'number' && errno > 0) return String(errno);
  return typeof code === 'string' ? code : undefined;
}

/** The server's own sentence; addresses and passwords do not stand in it. */
const messageOf = (cause: unknown): string =>
  (cause instanceof Error && cause.message !== '' ? cause.message : 'it failed')
    .replaceAll(/(?:mysql|mariadb):\/\/\S+/g, '(the address)')
    .slice(0, 300);
