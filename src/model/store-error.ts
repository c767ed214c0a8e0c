export type StoreErrorKind =
  /** The database does not answer. */
  | 'gone'
  /** Other writers are in the way, or too much is waiting. */
  | 'busy'
  | 'full'
  | 'read-only'
  | 'damaged'
  /** Something with the same unique value is there already. */
  | 'conflict'
  | 'closed'
  /** The disk or the database reports a fault of another kind. */
  | 'failed';

/**
 * What the world does to a store. Nothing was acknowledged; the same call may be repeated, because samples, events and
 * alerts are known by their keys. Callers keep what they wanted to write while `isWorthRepeating`.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  /** System, SQLite or SQLSTATE code where there is one. */
  readonly code: string | null;
  constructor(
    kind: StoreErrorKind,
    message: string,
    options: { readonly code?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.code = options.code ?? null;
  }

  get isWorthRepeating(): boolean {
    return this.kind !== 'damaged' && this.kind !== 'conflict' && this.kind !== 'closed';
  }
}
