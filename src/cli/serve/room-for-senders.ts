import type { Clock } from '../../model/outside.ts';
import type { IngestDoor } from '../../server/ingest/door.ts';

export interface HeapRoom {
  /** Memory for speed: garbage is looked for less often. */
  readonly widen: () => void;
  /** Back to what an idle server takes. */
  readonly narrow: () => void;
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

/** The same door; while senders send hundreds of requests a second the heap may be wide, and a quiet minute later it is lean again. */
export function roomForSenders(door: IngestDoor, { clock, heap, signal }: Watching): IngestDoor {
  let [count, sinceMs, busyMs] = [0, clock.monotonicMs(), 0];
  let cancel: (() => void) | null = null;
  const narrowAfter = (ms: number): void => {
    cancel = clock.after(ms, () => {
      const leftMs = busyMs + quietMs - clock.monotonicMs();
      if (leftMs > 0) {
        narrowAfter(leftMs);
        return;
      }
      cancel = null;
      heap.narrow();
    });
  };
  signal.addEventListener('abort', () => cancel?.(), { once: true });
  const counted = (): void => {
    const now = clock.monotonicMs();
    const isBusy = now - sinceMs < secondMs;
    [count, sinceMs] = [0, now];
    if (!isBusy || signal.aborted) return;
    busyMs = now;
    if (cancel !== null) return;
    heap.widen();
    narrowAfter(quietMs);
  };
  return (request) => {
    count += 1;
    if (count === many) counted();
    return door(request);
  };
}
