import type { InsidePoint } from '../otlp/metrics.ts';

const maxStreams = 10_000;

/**
 * What came since the point before: cumulative points hold everything since their start, and a process that restarts begins anew.
 * The first one of a stream counts when it began after we did; otherwise nobody knows when that was. Bounded.
 */
export class MetricDeltas {
  readonly #last = new Map<string, InsidePoint>();
  readonly #startedMs: number;
  constructor(startedMs: number) {
    this.#startedMs = startedMs;
  }

  /** Null: only where the next one starts from. */
  since(point: InsidePoint): InsidePoint | null {
    if (!point.isCumulative) return point;
    const stream = streamOf(point);
    const before = this.#last.get(stream);
    this.#keep(stream, point);
    if (before !== undefined && before.startMs === point.startMs)
      return point.atMs <= before.atMs ? null : less(point, before);
    return before !== undefined || point.startMs >= this.#startedMs ? point : null;
  }

  #keep(stream: string, point: InsidePoint): void {
    const before = this.#last.get(stream);
    if (before !== undefined && before.startMs === point.startMs && before.atMs > point.atMs) return;
    this.#last.delete(stream);
    this.#last.set(stream, point);
    const oldest = this.#last.size > maxStreams ? this.#last.keys().next().value : undefined;
    if (oldest !== undefined) this.#last.delete(oldest);
  }
}

const streamOf = ({ name, origin, attributes }: InsidePoint): string =>
  JSON.stringify([
    name,
    origin.service,
    origin.environment,
    origin.release,
    Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);

function less(point: InsidePoint, before: InsidePoint): InsidePoint {
  const was = new Map(before.buckets);
  return {
    ...point,
    count: point.kind === 'histogram' ? Math.max(0, point.count - before.count) : point.count,
    sum: point.sum - before.sum,
    buckets: point.buckets.map(([value, count]) => [value, Math.max(0, count - (was.get(value) ?? 0))]),
  };
}
