import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import { UserError } from '../model/error.ts';
import type { Clock } from '../model/outside.ts';
import type { Retention } from '../model/retention.ts';
import type { Store } from '../model/store.ts';
import { StoreError } from '../model/store-error.ts';
import type { Engine } from './sql/engine.ts';
import { migrate } from './sql/migrate.ts';
import { openRetentionBook } from './sql/retention.ts';
import { createSqlStore, writeBeat } from './sql/store.ts';
import type { Tables } from './sql/tables.ts';
import { sqliteDialect } from './sqlite/dialect.ts';
import { sqliteError } from './sqlite/errors.ts';
import { createSampleForgetter } from './sqlite/forget-samples.ts';
import { openDatabase } from './sqlite/database.ts';
import type { Database } from './sqlite/database.ts';
import { openOnThread } from './sqlite/thread.ts';

export interface SqliteStoreOptions {
  /** The folder is made when it is missing. */
  readonly path: string;
  readonly clock: Clock;
  /** Above what an owner chooses. */
  readonly retention?: Partial<Retention>;
  /** Writes and reads on a thread of its own, for a process that must not wait for the disk. Default false. */
  readonly isThreaded?: boolean;
}

/**
 * The embedded store: one file (and its `-wal`) of one machine. Several programs may open it at once; writers take turns.
 * Throws a `UserError` (LR_STORE_*) when it cannot be opened, is damaged, or was written by a newer version.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const database = options.isThreaded === true ? openOnThread(options.path) : openDatabase(options.path);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, options.clock) });
  try {
    await migrate(db, 'sqlite');
    const engine = createEngine(db, database, options);
    await writeBeat(engine);
    return createSqlStore(engine, await openRetentionBook(engine, options.retention ?? {}));
  } catch (error) {
    await db.destroy();
    throw openingError(options.path, sqliteError(error));
  }
}

function createEngine(db: Kysely<Tables>, database: Database, options: SqliteStoreOptions): Engine {
  const write: Engine['write'] = (work) => told(() => db.transaction().execute(work));
  return {
    kind: 'sqlite',
    clock: options.clock,
    read: (work) => told(() => work(db)),
    write,
    prepareSamples: async () => {},
    insertSamples: async (_trx, rows) => {
      const known = new Set(await database.insertSamples(rows));
      return known.size === 0 ? rows : rows.filter((_row, place) => !known.has(place));
    },
    mergeRollups: (_trx, rows) => database.mergeRollups(rows),
    forgetSamples: createSampleForgetter({ write }),
    backup: database.backUp,
    describe: async () => describe(options.path),
    close: async () => {
      // Lets SQLite note what it learnt about the tables; https://sqlite.org/pragma.html#pragma_optimize.
      await db
        .connection()
        .execute(async () => database.execute('pragma optimize', []))
        .catch(() => undefined);
      await db.destroy();
    },
  };
}

/** A disk with less than this may take the next row and not the next batch. */
const leastFreeBytes = 1_048_576;

function describe(path: string): string {
  const { bavail, bsize } = statfsSync(dirname(path));
  const free = bavail * bsize;
  if (free < leastFreeBytes)
    throw new StoreError(
      'full',
      `The disk of the database is full: ${(free / 1024).toFixed(0)} KB are free.`,
    );
  return `SQLite, ${sizeText(free)} free on the disk, file of ${sizeText(statSync(path).size)}`;
}

function sizeText(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw sqliteError(error);
  }
}

function openingError(path: string, error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  return new UserError('LR_STORE_OPEN', {
    what: `The database ${path} cannot be used: ${error.message}`,
    why: 'A server that cannot keep what it measures would lose it at the next restart.',
    todo: 'Check the permissions and the free space, or give another path.',
    cause: error,
  });
}
