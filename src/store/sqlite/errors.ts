import { StoreError, type StoreErrorKind } from '../../model/store-error.ts';

/** Primary result codes, https://sqlite.org/rescode.html. */
const kinds: ReadonlyMap<number, StoreErrorKind> = new Map([
  [5, 'busy'],
  [6, 'busy'],
  [8, 'read-only'],
  [10, 'failed'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'gone'],
  [19, 'conflict'],
  [26, 'damaged'],
]);

const sentences: Readonly<Record<StoreErrorKind, string>> = {
  gone: 'The database file cannot be opened.',
  busy: 'Another program is writing to the database file.',
  full: 'The disk of the database is full.',
  'read-only': 'The database file cannot be written: it, its folder or its disk is read-only.',
  damaged: 'The database file is damaged.',
  conflict: 'There is such an entry already.',
  closed: 'The store is closed.',
  failed: 'The disk of the database reports a fault.',
};

/** What SQLite says, as a `StoreError` when the world is the cause; anything else as it was: a mistake of ours. */
export function sqliteError(error: unknown): unknown {
  const code = primaryCode(error);
  if (isClosed(error)) return storeError('closed', error);
  const kind = code === null ? undefined : kinds.get(code);
  return kind === undefined ? error : storeError(kind, error);
}

export const isBusy = (error: unknown): boolean => kinds.get(primaryCode(error) ?? 0) === 'busy';

function storeError(kind: StoreErrorKind, cause: unknown): StoreError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const code = extendedCode(cause);
  return new StoreError(kind, `${sentences[kind]} (SQLite: ${detail})`, {
    ...(code === null ? {} : { code: `SQLITE_${code}` }),
    cause,
  });
}

const primaryCode = (error: unknown): number | null => {
  const code = extendedCode(error);
  return code === null ? null : code % 256;
};

const extendedCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;

const isClosed = (error: unknown): boolean =>
  error instanceof Error &&
  (/database is not open/.test(error.message) || /driver has already been destroyed/.test(error.message));
