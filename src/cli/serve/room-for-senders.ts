import type { Clock } from '../../model/outside.ts';
import type { IngestDoor } from '../../server/ingest/door.ts';

export interface HeapRoom {
  /** Memory for speed: garbage is looked for less often. */
  readonly widen: () => void;
  /** What lives and little more. */
  readonly narrow: () => void;
  /** Gives back what grew. */
  readonly collect: () => void;
  /** What the process holds now, in MB. */
  readonly residentMb: () => number;
}
interface Watching {
  readonly clock: Clock;
  readonly heap: HeapRoom;
  /** The server ends. */
  readonly signal: AbortSignal;
}

/** So many requests within a second are many: below, a lean heap costs no time worth the memory. */
const many = 500;
const secondMs = 1_000;
const quietMs = 60_000;
/** MB. A process of 250 has room for what is under way. */
const [wideBelow, leanAbove] = [165, 178];

/**
 * The same door. While senders send hundreds of requests a second the heap may be wide as long as the process is small; a quiet minute
 * later it is as lean as it was.
 */
export function roomForSenders(door: IngestDoor, { clock, heap, signal }: Watching): IngestDoor {
  let [count, sinceMs, busyMs] = [0, clock.monotonicMs(), 0];
  let isWide = false;
  let cancel: (() => void) | null = null;
  const settleAfter = (ms: number): void => {
    cancel = clock.after(ms, () => {
      const leftMs = busyMs + quietMs - clock.monotonicMs();
      if (leftMs > 0) {
        settleAfter(leftMs);
        return;
      }
      cancel = null;
      if (isWide) heap.narrow();
      isWide = false;
      heap.collect();
    });
  };
  signal.addEventListener('abort', () => cancel?.(), { once: true });
  const fit = (): void => {
    const mb = heap.residentMb();
    if (isWide ? mb <= leanAbove : mb >= wideBelow) return;
    isWide = !isWide;
    if (isWide) heap.widen();
    else heap.narrow();
  };
  const counted = (): void => {
    const now = clock.monotonicMs();
    const isBusy = now - sinceMs < secondMs;
    [count, sinceMs] = [0, now];
    if (!isBusy || signal.aborted) return;
    busyMs = now;
    fit();
    if (cancel === null) settleAfter(quietMs);
  };
  return (request) => {
    count += 1;
    if (count === many) counted();
    return door(request);
  };
}
