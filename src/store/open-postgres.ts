import { sql, type Kysely } from 'kysely';
import { UserError } from '../model/error.ts';
import type { Clock } from '../model/outside.ts';
import { defaultRetention } from '../model/retention.ts';
import type { Retention } from '../model/retention.ts';
import type { Store } from '../model/store.ts';
import { StoreError } from '../model/store-error.ts';
import { createBackOff } from './postgres/back-off.ts';
import { connect } from './postgres/connect.ts';
import { isCollision, postgresError } from './postgres/errors.ts';
import { insertSamples, mergeRollups } from './postgres/hot-path.ts';
import { createPartitions } from './postgres/partitions.ts';
import type { Engine } from './sql/engine.ts';
import { migrate } from './sql/migrate.ts';
import { openRetentionBook } from './sql/retention.ts';
import type { RetentionBook } from './sql/retention.ts';
import { createSqlStore } from './sql/store.ts';
import type { Tables } from './sql/tables.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database`; never shown. */
  readonly url: string;
  readonly clock: Clock;
  /** Above what an owner chooses. */
  readonly retention?: Partial<Retention>;
}

/** How often a transaction is begun again when another one was in its way. */
const collisionLimit = 5;

/**
 * The store of several replicas, PostgreSQL 13 or newer. Throws a `UserError` (LR_STORE_*) when the database does not
 * answer or was written by a newer version. When it goes away later, calls reject with `StoreError` of kind `gone`, at
 * once while it is known to be away, and work again when it is back.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const db = await connect(options.url);
  try {
    await migrate(db, 'postgres');
    let book: RetentionBook | null = null;
    const engine = createEngine(db, options, () => (book?.current() ?? defaultRetention).rawDays);
    book = await openRetentionBook(engine, options.retention ?? {});
    return createSqlStore(engine, book);
  } catch (error) {
    await db.destroy();
    throw openingError(options.url, postgresError(error));
  }
}

function createEngine(db: Kysely<Tables>, options: PostgresStoreOptions, rawDays: () => number): Engine {
  const guarded = createBackOff(options.clock);
  const read: Engine['read'] = (work) => guarded(() => told(() => work(db)));
  const write: Engine['write'] = (work) =>
    guarded(() => told(() => repeated(() => db.transaction().execute(work))));
  const partitions = createPartitions({
    now: options.clock.now,
    oldestDays: rawDays,
    read,
    write,
  });
  let closing: Promise<void> | null = null;
  return {
    kind: 'postgres',
    clock: options.clock,
    read,
    write,
    prepareSamples: partitions.prepare,
    insertSamples,
    mergeRollups,
    forgetSamples: partitions.forget,
    backup: async (path) =>
      `Run: pg_dump --format=custom --file=${path} '${withoutPassword(options.url)}' (the password in PGPASSWORD).`,
    describe: () => read(describe),
    close: () => (closing ??= db.destroy()),
  };
}

async function describe(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ readonly version: string; readonly size: number }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as size`.execute(
    db,
  );
  const [found] = rows;
  return `PostgreSQL ${found?.version}, ${((found?.size ?? 0) / 1_048_576).toFixed(1)} MB`;
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw postgresError(error);
  }
}

async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isCollision(error) || attempt === collisionLimit) throw error;
    }
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'the connection string';
  const parsed = new URL(url);
  parsed.password = '';
  parsed.searchParams.delete('password');
  return parsed.href;
}

function openingError(url: string, error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  return new UserError('LR_STORE_OPEN', {
    what: `The database ${withoutPassword(url)} cannot be used: ${error.message}`,
    why: 'Monitors, samples and alerts are kept there.',
    todo: 'Check that PostgreSQL runs, that the address, user and password are right, and that the user may create tables.',
    cause: error,
  });
}
