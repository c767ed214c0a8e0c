import { nameText } from '../../../ingest/inside/origin.ts';
import { routeNameOf } from '../../../ingest/inside/route-name.ts';
import type { Tally } from '../../../ingest/inside/tally.ts';
import { sketchOfPoint, type InsidePoint } from '../../../ingest/otlp/metrics.ts';

/** The histograms of requests in the semantic conventions, present and before, in seconds and in milliseconds. */
const requestHistograms: Readonly<Record<string, number>> = {
  'http.server.request.duration': 1000,
  'http.server.duration': 1,
};

/** Requests by route from histograms, everything else by its name: gauges as figures, sums as what was added. */
export function countPoint(tally: Tally, point: InsidePoint, atMs: number): void {
  const { name, kind, origin, count, sum, attributes } = point;
  const factor = kind === 'histogram' ? requestHistograms[name] : undefined;
  const { environment } = origin;
  if (factor !== undefined) {
    const parts = ['metric', origin.release ?? '', routeNameOf({ attributes, name })];
    const errors = statusOf(point) >= 500 ? count : 0;
    const many = { count, errors, sum: sum * factor, sketch: sketchOfPoint(point, factor) };
    if (count > 0) tally.addMany({ kind: 'route', environment, parts }, atMs, many);
    return;
  }
  const key = {
    kind: 'metric',
    environment,
    parts: [`${kind} ${point.unit}`.trim(), nameText(name)],
  } as const;
  if (kind === 'gauge') tally.add(key, atMs, { isFailed: false, value: sum });
  else tally.addMany(key, atMs, { count, errors: 0, sum, sketch: null });
}

const statusOf = ({ attributes }: InsidePoint): number =>
  Number(attributes['http.response.status_code'] ?? attributes['http.status_code'] ?? 0);
