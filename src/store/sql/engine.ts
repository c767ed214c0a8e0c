import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../model/outside.ts';
import type { Store } from '../../model/store.ts';
import type { RollupRow, SampleRow, Tables } from './tables.ts';

/** What differs between the databases; everything else is SQL both understand. */
export interface Engine {
  readonly kind: Store['kind'];
  readonly clock: Clock;
  /** Rejects with a `StoreError` for what the world does. */
  readonly read: <T>(work: (db: Kysely<Tables>) => Promise<T>) => Promise<T>;
  /** One transaction: all or nothing, durable when it resolves. `work` may run again when another writer was in the way. */
  readonly write: <T>(work: (trx: Transaction<Tables>) => Promise<T>) => Promise<T>;
  /** Before the transaction of `insertSamples`: makes room for these times. */
  readonly prepareSamples: (rows: readonly SampleRow[]) => Promise<void>;
  /** Adds the rows whose key (monitor, at, region) is new and returns those. */
  readonly insertSamples: (
    trx: Transaction<Tables>,
    rows: readonly SampleRow[],
  ) => Promise<readonly SampleRow[]>;
  /** Adds counts and sketches to rollups, which become unsettled. Rows come in the order of their keys. */
  readonly mergeRollups: (trx: Transaction<Tables>, rows: readonly RollupRow[]) => Promise<void>;
  /** Forgets samples before `before`, a full day; about `limit` rows, whole partitions where there are some. */
  readonly forgetSamples: (
    before: number,
    limit: number,
  ) => Promise<{ readonly removed: number; readonly isFinished: boolean }>;
  readonly backup: (path: string) => Promise<string>;
  readonly describe: () => Promise<string>;
  readonly close: () => Promise<void>;
}
