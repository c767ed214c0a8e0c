import { StoreError, type StoreErrorKind } from '../../model/store-error.ts';

/** SQLSTATE by its beginning, longest first; https://www.postgresql.org/docs/15/errcodes-appendix.html. */
const states: readonly (readonly [string, StoreErrorKind])[] = [
  ['53100', 'full'],
  ['53', 'gone'],
  ['57014', 'busy'],
  ['57P', 'gone'],
  ['08', 'gone'],
  ['28', 'gone'],
  ['3D', 'gone'],
  ['25006', 'read-only'],
  ['25P03', 'gone'],
  ['40', 'busy'],
  ['55P03', 'busy'],
  ['23505', 'conflict'],
  ['58', 'failed'],
  ['XX', 'damaged'],
];

/** What the socket says, and what `pg` says in words alone. */
const lostConnection =
  /^(?:ECONN|ETIMEDOUT|EPIPE|EHOST|ENET|ENOTFOUND|EAI_)|Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Client was closed/;

const sentences: Readonly<Record<StoreErrorKind, string>> = {
  gone: 'PostgreSQL does not answer.',
  busy: 'PostgreSQL is busy with other work.',
  full: 'The disk of PostgreSQL is full.',
  'read-only': 'PostgreSQL takes no writes: it is read-only or a standby.',
  damaged: 'PostgreSQL reports damaged data.',
  conflict: 'There is such an entry already.',
  closed: 'The store is closed.',
  failed: 'PostgreSQL reports a fault of its disk.',
};

/** What PostgreSQL or the way to it says, as a `StoreError`; anything else as it was: a mistake of ours. */
export function postgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const kind = kindOf(error);
  if (kind === null) return error;
  const code = codeOf(error);
  return new StoreError(kind, `${sentences[kind]} (${wordsOf(error)})`, {
    ...(code === null ? {} : { code }),
    cause: error,
  });
}

/** Serialisation failures and deadlocks: the same transaction may succeed when run again. */
export const isCollision = (error: unknown): boolean =>
  error instanceof Error && (codeOf(error) ?? '').startsWith('40');

function kindOf(error: Error): StoreErrorKind | null {
  if (/driver has already been destroyed|after calling end on the pool/.test(error.message)) return 'closed';
  const code = codeOf(error);
  if (lostConnection.test(code ?? '') || lostConnection.test(error.message)) return 'gone';
  return states.find(([start]) => code?.startsWith(start) === true)?.[1] ?? null;
}

const codeOf = (error: Error): string | null =>
  'code' in error && typeof error.code === 'string' ? error.code : null;

/** Connection errors of several addresses come as one error without words. */
const wordsOf = (error: Error): string =>
  error instanceof AggregateError
    ? error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; ')
    : error.message;
