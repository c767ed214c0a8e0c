import { StoreError } from '../../model/store-error.ts';

export interface Gatherer<T> {
  /** Resolves when all items are durable. */
  readonly add: (items: readonly T[]) => Promise<void>;
}

interface Request<T> {
  readonly items: readonly T[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Items that one write takes at most, unless a single request brings more. */
const batchSize = 500;
/** Beyond this the caller has to keep them: memory is no store. */
const waitingLimit = 50_000;

/**
 * Writes of one kind asked for while another is under way share the next transaction: one flush to disk for many
 * callers. Every request succeeds or fails as a whole.
 */
export function createGatherer<T>(write: (items: readonly T[]) => Promise<void>): Gatherer<T> {
  const requests: Request<T>[] = [];
  let waiting = 0;
  let isWriting = false;

  const takeBatch = (): readonly Request<T>[] => {
    let size = 0;
    let count = 0;
    for (const { items } of requests) {
      if (count > 0 && size + items.length > batchSize) break;
      size += items.length;
      count += 1;
    }
    waiting -= size;
    return requests.splice(0, count);
  };
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    // Lets the other calls of this turn join the first batch.
    await Promise.resolve();
    while (requests.length > 0) {
      const batch = takeBatch();
      try {
        await write(batch.flatMap(({ items }) => items));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWriting = false;
  };
  return {
    add: (items) => {
      if (items.length === 0) return Promise.resolve();
      if (waiting > 0 && waiting + items.length > waitingLimit)
        return Promise.reject(new StoreError('busy', `${waiting} rows are waiting to be written already.`));
      waiting += items.length;
      return new Promise((resolve, reject) => {
        requests.push({ items, resolve, reject });
        if (!isWriting) void writeAll();
      });
    },
  };
}
