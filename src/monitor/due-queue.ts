/** Jobs by the time they are due; equal times come in the order they were added. One entry for each key. */
export interface DueQueue<T> {
  /** Puts a job in or moves it; `isSooner` keeps the earlier of the two times. */
  readonly put: (key: string, job: { readonly at: number; readonly value: T }, isSooner?: boolean) => void;
  readonly remove: (key: string) => void;
  /** Takes the earliest job that is due at `now`; null when none is. */
  readonly take: (now: number) => Due<T> | null;
  readonly nextAt: () => number | null;
  readonly size: () => number;
}
export interface Due<T> {
  readonly key: string;
  readonly at: number;
  readonly value: T;
}

interface Entry<T> extends Due<T> {
  readonly order: number;
}

/** A binary heap over the entries, with stale entries dropped when they reach the top. */
export function createDueQueue<T>(): DueQueue<T> {
  const heap: Entry<T>[] = [];
  const live = new Map<string, Entry<T>>();
  let order = 0;
  const dropStale = (): void => {
    while (heap[0] !== undefined && live.get(heap[0].key) !== heap[0]) pop(heap);
  };
  return {
    put: (key, job, isSooner = false) => {
      const known = live.get(key);
      if (isSooner && known !== undefined && known.at <= job.at) return;
      const entry = { key, ...job, order: (order += 1) };
      live.set(key, entry);
      push(heap, entry);
    },
    remove: (key) => void live.delete(key),
    take: (now) => {
      dropStale();
      if (heap[0] === undefined || heap[0].at > now) return null;
      const entry = pop(heap);
      if (entry === undefined) return null;
      live.delete(entry.key);
      return entry;
    },
    nextAt: () => {
      dropStale();
      return heap[0]?.at ?? null;
    },
    size: () => live.size,
  };
}

type Ordered = { readonly at: number; readonly order: number };
const isBefore = (a: Ordered, b: Ordered): boolean => (a.at === b.at ? a.order < b.order : a.at < b.at);

function push<T extends Ordered>(heap: T[], entry: T): void {
  heap.push(entry);
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !isBefore(entry, above)) return;
    heap[at] = above;
    heap[parent] = entry;
    at = parent;
  }
}

function pop<T extends Ordered>(heap: T[]): T | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    const [left, right] = [heap[child], heap[child + 1]];
    const isRight = right !== undefined && left !== undefined && isBefore(right, left);
    const smaller = isRight ? right : left;
    if (smaller === undefined || !isBefore(smaller, last)) break;
    heap[at] = smaller;
    at = isRight ? child + 1 : child;
  }
  heap[at] = last;
  return top;
}
