import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
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
import { isBusy } from './errors.ts';
import { createStatementCache, type StatementCache } from './statements.ts';

/** Kysely over `node:sqlite`. Transactions take the write lock when they begin, so none fails half-way for want of it. */
export const sqliteDialect = (database: DatabaseSync, clock: Clock): Dialect => ({
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

function createDriver(database: DatabaseSync, clock: Clock): Driver {
  const connection = createConnection(createStatementCache(database));
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
    rollbackTransaction: async () => {
      // SQLite has rolled back by itself after a full disk.
      if (database.isTransaction) await run('rollback');
    },
    releaseConnection: async () => {},
    destroy: async () => {
      if (database.isOpen) database.close();
    },
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

function createConnection(statements: StatementCache): DatabaseConnection {
  return {
    executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
      const { statement, hasRows } = statements.get(query.sql);
      const values = query.parameters.map(asInput);
      if (hasRows) return { rows: rowsOf<Row>(statement, values) };
      const { changes } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes) };
    },
    streamQuery: () => {
      throw new Error('Nothing here reads row by row.');
    },
  };
}

/** The query's type says what its rows are; the compiler and the schema agree on it. */
const rowsOf = <Row>(statement: StatementSync, values: readonly SQLInputValue[]): Row[] =>
  statement.all(...values) as Row[];

function asInput(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint')
    return value;
  throw new TypeError(`SQLite keeps no ${typeof value}.`);
}
