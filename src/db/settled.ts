import type { Clock, Result } from '../model/outside.ts';
import type { StatementCount } from '../protocols/database/statistics.ts';
import type { StatementCounters } from './looked.ts';

const pauseMs = 25;
const maxLooks = 12;

/** Statements that end after the answer was sent are counted too: looks until two in a row agree. */
export async function settledCounts(
  { counts }: StatementCounters,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Result<readonly StatementCount[]>> {
  let last = await counts();
  for (let look = 1; look < maxLooks && last.ok && !signal.aborted; look += 1) {
    await clock.sleep(pauseMs, signal);
    const next = await counts();
    // Our own look is counted as well, once for each.
    if (!next.ok || totalCalls(next.value) <= totalCalls(last.value) + 1) return next;
    last = next;
  }
  return last;
}

const totalCalls = (counts: readonly StatementCount[]): number =>
  counts.reduce((sum, { calls }) => sum + calls, 0);
