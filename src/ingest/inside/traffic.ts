import type { SeriesPoint } from '../../model/store.ts';
import { emptySketch, mergeSketches, quantileOf, type LogSketch } from '../../protocols/sketch/sketch.ts';
import { parseSketch } from '../../protocols/sketch/sketch-text.ts';
import type { SeriesKey } from './series-name.ts';

/** What was seen of one name in a stretch of time. */
export interface Traffic {
  readonly name: string;
  readonly count: number;
  readonly errors: number;
  readonly totalMs: number;
  readonly sketch: LogSketch;
}
type Point = Pick<SeriesPoint, 'count' | 'errors' | 'sum' | 'sketch'> & { readonly key: SeriesKey };

export const nothingSeen = (name: string): Traffic => ({
  name,
  count: 0,
  errors: 0,
  totalMs: 0,
  sketch: emptySketch,
});

const added = (before: Traffic, { count, errors, sum, sketch }: Point): Traffic => ({
  name: before.name,
  count: before.count + count,
  errors: before.errors + errors,
  totalMs: before.totalMs + sum,
  sketch: sketch === null ? before.sketch : mergeSketches(before.sketch, parseSketch(sketch) ?? emptySketch),
});

/** Points together by a name of theirs. */
export function trafficBy(
  points: readonly Point[],
  nameOf: (key: SeriesKey) => string,
): ReadonlyMap<string, Traffic> {
  const found = new Map<string, Traffic>();
  for (const point of points) {
    const name = nameOf(point.key);
    found.set(name, added(found.get(name) ?? nothingSeen(name), point));
  }
  return found;
}

/**
 * Requests by route. A route told by its histogram is not counted again from its spans: traces are often a sample, histograms
 * never are.
 */
export function trafficByRoute(points: readonly Point[]): ReadonlyMap<string, Traffic> {
  const of = (source: string) =>
    trafficBy(
      points.filter(({ key }) => key.parts[0] === source),
      routeIn,
    );
  return new Map([...of('span'), ...of('metric')]);
}

/** Parts of a route's series: source, release, route. */
export const routeIn = ({ parts }: SeriesKey): string => parts[2] ?? '';
export const releaseIn = ({ parts }: SeriesKey): string => parts[1] ?? '';
/** The last part of a name: a template, a host, a level. */
export const lastPart = ({ parts }: SeriesKey): string => parts.at(-1) ?? '';

export const quantileMs = ({ sketch }: Traffic, share: number): number | null => quantileOf(sketch, share);

export const errorShare = ({ count, errors }: Pick<Traffic, 'count' | 'errors'>): number =>
  count === 0 ? 0 : Math.min(1, errors / count);

/** Chance of less than one in a hundred that nothing changed (two proportions, normal approximation, one smoothing error each). */
export function failsMoreThan(
  now: Pick<Traffic, 'count' | 'errors'>,
  before: Pick<Traffic, 'count' | 'errors'>,
): boolean {
  const [n, m] = [before.count + 2, now.count + 2];
  const [a, b] = [(before.errors + 1) / n, (now.errors + 1) / m];
  const pooled = (before.errors + now.errors + 2) / (n + m);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return spread > 0 && (b - a) / spread >= 2.58;
}
