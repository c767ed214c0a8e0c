import type { InsidePoint } from '../otlp/metrics.ts';

const maxStreams = 10_000;

/**
 * What came since the point before: cumulative points hold everything since their start, and a process that restarts begins anew.
 * Replicas that call themselves the same are told apart by when they started.
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
    if (before === undefined) return point.startMs >= this.#startedMs ? point : null;
    if (point.atMs <= before.atMs) return null;
    return hasBegunAnew(point, before) ? point : less(point, before);
  }

  #keep(stream: string, point: InsidePoint): void {
    const before = this.#last.get(stream);
    if (before !== undefined && before.atMs > point.atMs) return;
    this.#last.delete(stream);
    this.#last.set(stream, point);
    const oldest = this.#last.size > maxStreams ? this.#last.keys().next().value : undefined;
    if (oldest !== undefined) this.#last.delete(oldest);
  }
}

const streamOf = ({ name, origin, resource, startMs, attributes }: InsidePoint): string =>
  JSON.stringify([
    name,
    origin.service,
    origin.environment,
    origin.release,
    resource,
    startMs,
    Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** OTLP: counters only grow, so one that fell began anew, even where its sender does not say when. */
const hasBegunAnew = (point: InsidePoint, before: InsidePoint): boolean =>
  point.kind === 'histogram' ? point.count < before.count : point.sum < before.sum;

function less(point: InsidePoint, before: InsidePoint): InsidePoint {
  const count = point.kind === 'histogram' ? point.count - before.count : point.count;
  return { ...point, count, sum: point.sum - before.sum, buckets: bucketsSince(point, before, count) };
}

/** Exponential histograms widen their buckets as they fill: what cannot be compared is spread as the whole is. */
function bucketsSince(point: InsidePoint, before: InsidePoint, count: number): InsidePoint['buckets'] {
  const was = new Map(before.buckets);
  const since = point.buckets.map(
    ([value, each]) => [value, Math.max(0, each - (was.get(value) ?? 0))] as const,
  );
  if (since.reduce((sum, [, each]) => sum + each, 0) <= count) return since;
  if (since.length === 1 && count > 0) return [[(point.sum - before.sum) / count, count]];
  return point.buckets.map(([value, each]) => [value, Math.round((each / point.count) * count)] as const);
}
