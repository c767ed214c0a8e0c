import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { UserError } from '../../model/error.ts';
import { StoreError } from '../../model/store-error.ts';
import { sqliteError } from './errors.ts';

/** `LRDY`: the file is ours, https://sqlite.org/pragma.html#pragma_application_id. */
const applicationId = 0x4c524459;
/** Above this the check at opening would keep the server waiting; backups are checked whatever their size. */
const checkedSizeBytes = 512 * 1024 * 1024;
/** How long SQLite itself blocks for another writer; beyond, waiting is done without blocking. */
const blockingMs = 50;

/**
 * Opens or makes the file, readable by its owner alone, and checks it. Throws a `UserError` for a file that is damaged,
 * not ours, or cannot be opened. `isChecked` false leaves out the look through its pages.
 */
export function openFile(path: string, isChecked = true): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw cannotOpen(path, error);
  }
  const database = new DatabaseSync(path, { timeout: blockingMs });
  try {
    prepareFile(database, path, isChecked);
    return database;
  } catch (error) {
    database.close();
    throw openingError(path, error);
  }
}

function prepareFile(database: DatabaseSync, path: string, isChecked: boolean): void {
  const isOurs = claimFile(database);
  if (!isOurs) throw notOurs(path);
  // Large enough for a rollup with its sketch to lie in its page; only a new file takes it on.
  database.exec('pragma page_size = 8192');
  database.exec('pragma journal_mode = wal');
  // FULL: what was acknowledged is on the disk, not only with the operating system.
  database.exec('pragma synchronous = full');
  database.exec('pragma temp_store = memory');
  // KiB. The system keeps pages too; more here was not quicker over 100 million samples.
  database.exec('pragma cache_size = -4096');
  database.exec('pragma journal_size_limit = 67108864');
  database.exec('pragma trusted_schema = off');
  if (isChecked && statSync(path).size <= checkedSizeBytes) checkFile(database);
  database.exec(`pragma application_id = ${applicationId}`);
}

/** New, or marked as ours. */
function claimFile(database: DatabaseSync): boolean {
  const id = numberOf(database, 'pragma application_id');
  return id === applicationId || (id === 0 && numberOf(database, 'select count(*) from sqlite_master') === 0);
}

/** Throws `damaged` with SQLite's first complaint. */
export function checkFile(database: DatabaseSync): void {
  const [row] = database.prepare('pragma quick_check(1)').all();
  const complaint = String(Object.values(row ?? {})[0]);
  if (complaint !== 'ok') throw new StoreError('damaged', complaint);
}

const numberOf = (database: DatabaseSync, query: string): number =>
  Number(Object.values(database.prepare(query).get() ?? {})[0]);

function openingError(path: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const told = sqliteError(error);
  if (!(told instanceof StoreError)) return error;
  return told.kind === 'damaged' ? damaged(path, told) : cannotOpen(path, told);
}

const cannotOpen = (path: string, cause: unknown): UserError =>
  new UserError('LR_STORE_OPEN', {
    what: `The database ${path} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
    why: 'Monitors, samples and alerts are kept there.',
    todo: 'Check the path, the permissions of its folder and the space on its disk.',
    cause,
  });

const notOurs = (path: string): UserError =>
  new UserError('LR_STORE_OPEN', {
    what: `${path} is a database of another program.`,
    why: 'Writing our tables into it could break that program.',
    todo: 'Give the path of a new file.',
  });

const damaged = (path: string, cause: Error): UserError =>
  new UserError('LR_STORE_DAMAGED', {
    what: `The database ${path} is damaged: ${cause.message}`,
    why: 'Going on would spread the damage and could lose what is still readable.',
    todo: 'Put the file aside and restore the newest backup; sqlite3 file ".recover" reads what is left.',
    cause,
  });
