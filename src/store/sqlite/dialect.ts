import type { SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { Clock } from '../../model/outside.ts';
import type { Database } from './database.ts';
import { isBusy } from './errors.ts';

/** Kysely over `node:sqlite`. Transactions take the write lock when they begin, so none fails half-way for want of it. */
export const sqliteDialect = (database: Database, clock: Clock): Dialect => ({
  createDriver: () => createDriver(database, clock),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new TransactionalDdl(),
  createIntrospector: (db) => new SqliteIntrospector(db),
});

/** SQLite rolls back schema changes like any other: a migration that is killed half-way has not begun. */
class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** How long another program may hold the write lock before a write is given up. */
const busyLimitMs = 5_000;
const busyPauseMs = 100;

function createDriver(database: Database, clock: Clock): Driver {
  const connection = createConnection(database);
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => {
      const startedMs = clock.monotonicMs();
      while (!(await tryBegin(run, clock.monotonicMs() - startedMs > busyLimitMs)))
        await clock.sleep(busyPauseMs);
    },
    commitTransaction: async () => run('commit'),
    rollbackTransaction: async () => database.rollBack(),
    releaseConnection: async () => {},
    destroy: async () => database.close(),
  };
}

async function tryBegin(run: (sql: string) => Promise<void>, isLast: boolean): Promise<boolean> {
  try {
    await run('begin immediate');
    return true;
  } catch (error) {
    if (isBusy(error) && !isLast) return false;
    throw error;
  }
}

function createConnection(database: Database): DatabaseConnection {
  return {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      const { rows, changes } = await database.execute(query.sql, query.parameters.map(asInput));
      // The query's type says what its rows are; the compiler and the schema agree on it.
      return { rows: rows as Row[], numAffectedRows: BigInt(changes) };
    },
    streamQuery: () => {
      throw new Error('Nothing here reads row by row.');
    },
  };
}

function asInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint')
    return value;
  throw new TypeError(`SQLite keeps no ${typeof value}.`);
}
