interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly callback: () => void;
  isCancelled: boolean;
}

export interface TimerQueue {
  readonly add: (atMs: number, callback: () => void) => () => void;
  /** The earliest timer not after `untilMs`; timers for the same moment come in the order they were set. */
  readonly takeDue: (untilMs: number) => { readonly atMs: number; readonly callback: () => void } | null;
  readonly size: () => number;
}

/** A binary heap; cancelled timers are dropped when they reach the top. */
export function createTimerQueue(): TimerQueue {
  const heap: Timer[] = [];
  let order = 0;
  let live = 0;
  return {
    add: (atMs, callback) => {
      const timer: Timer = { atMs, order: (order += 1), callback, isCancelled: false };
      push(heap, timer);
      live += 1;
      return () => {
        if (timer.isCancelled) return;
        timer.isCancelled = true;
        live -= 1;
      };
    },
    takeDue: (untilMs) => {
      while (heap[0]?.isCancelled === true) pop(heap);
      if (heap[0] === undefined || heap[0].atMs > untilMs) return null;
      const timer = pop(heap);
      if (timer === undefined) return null;
      // From here on cancelling it changes nothing.
      timer.isCancelled = true;
      live -= 1;
      return timer;
    },
    size: () => live,
  };
}

const isBefore = (a: Timer, b: Timer): boolean => (a.atMs === b.atMs ? a.order < b.order : a.atMs < b.atMs);

function swap(heap: Timer[], a: number, b: number): void {
  const [first, second] = [heap[a], heap[b]];
  if (first === undefined || second === undefined) return;
  heap[a] = second;
  heap[b] = first;
}

function push(heap: Timer[], timer: Timer): void {
  heap.push(timer);
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(timer, above)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function pop(heap: Timer[]): Timer | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  heap[0] = last;
  for (let at = 0; ;) {
    const smallest = [at, 2 * at + 1, 2 * at + 2].reduce((best, candidate) => {
      const [a, b] = [heap[candidate], heap[best]];
      return a !== undefined && b !== undefined && isBefore(a, b) ? candidate : best;
    });
    if (smallest === at) return top;
    swap(heap, at, smallest);
    at = smallest;
  }
}
