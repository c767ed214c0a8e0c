import type { Clock } from '../../model/outside.ts';
import { StoreError } from '../../model/store-error.ts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * While the database is gone, one call per pause asks whether it is back; the others are refused at once, so that a
 * thousand monitors do not wait a thousand times for a connection. Pauses double up to 5 s.
 */
export function createBackOff(clock: Clock): <T>(work: () => Promise<T>) => Promise<T> {
  let failures = 0;
  let nextMs = 0;
  let why = '';
  return async (work) => {
    const startedMs = clock.monotonicMs();
    if (failures > 0 && startedMs < nextMs) throw new StoreError('gone', why);
    if (failures > 0) nextMs = startedMs + longestPauseMs;
    try {
      const value = await work();
      failures = 0;
      return value;
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'gone') {
        failures += 1;
        why = error.message;
        nextMs = clock.monotonicMs() + Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
      } else failures = 0;
      throw error;
    }
  };
}
