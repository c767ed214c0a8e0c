import { nameText } from '../../../ingest/inside/origin.ts';
import { routeNameOf } from '../../../ingest/inside/route-name.ts';
import type { Tally } from '../../../ingest/inside/tally.ts';
import { sketchOfPoint, type InsidePoint } from '../../../ingest/otlp/metrics.ts';

/** The histograms of requests: semantic conventions, present and before, and Micrometer's (Spring). */
const requestHistograms: ReadonlySet<string> = new Set([
  'http.server.request.duration',
  'http.server.duration',
  'http.server.requests',
]);
/** Conventions of now are in seconds, those before and Micrometer's in milliseconds. */
const factorOf = ({ name, unit }: InsidePoint): number =>
  unit === 's' || unit === 'seconds' || (unit === '' && name === 'http.server.request.duration') ? 1000 : 1;

/** Requests by route from histograms, everything else by its name: gauges as figures, sums as what was added. */
export function countPoint(tally: Tally, point: InsidePoint, atMs: number): void {
  const { name, kind, origin, count, sum, attributes } = point;
  const isOfRequests = kind === 'histogram' && requestHistograms.has(name);
  const { environment } = origin;
  if (isOfRequests) {
    const factor = factorOf(point);
    const parts = [
      'metric',
      origin.release ?? '',
      routeNameOf({ attributes: conventional(attributes), name }),
    ];
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

/** Micrometer says `method`, `uri` and `status`. */
const conventional = (attributes: InsidePoint['attributes']): InsidePoint['attributes'] => {
  const { method, uri } = attributes;
  if (method === undefined || uri === undefined) return attributes;
  return { ...attributes, 'http.request.method': method, 'http.route': uri === 'root' ? '/' : uri };
};

const statusOf = ({ attributes }: InsidePoint): number =>
  Number(
    attributes['http.response.status_code'] ?? attributes['http.status_code'] ?? attributes['status'] ?? 0,
  );
