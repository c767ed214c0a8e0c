import { createHash } from 'node:crypto';
import type { PlainMessage } from '../../protocols/otlp/budget.ts';
import { weightedSketch, type LogSketch } from '../../protocols/sketch/sketch.ts';
import { nameText, originOf, type Attributes, type Origin } from '../inside/origin.ts';
import { attributesIn, listIn, messageIn, millisIn, numberIn, textIn } from './attributes.ts';

/** One data point, as it was sent: cumulative ones still hold everything since their start. */
export interface InsidePoint {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  /** Everything since `startMs`; false: since the point before. */
  readonly isCumulative: boolean;
  readonly startMs: number;
  readonly atMs: number;
  readonly attributes: Attributes;
  readonly origin: Origin;
  /** Stands for everything its resource says of itself: replicas differ in it. */
  readonly resource: string;
  readonly count: number;
  readonly sum: number;
  /** Counts by the figure that stands for their bucket, ascending; empty for gauges and sums. */
  readonly buckets: readonly (readonly [value: number, count: number])[];
}

const cumulative = 2;
/** `NO_RECORDED_VALUE`: a stream that has gone, and no zero. */
const nothingRecorded = 1;

/** The data points of a `MetricsRequest`. Summaries hold no figures that could be added up: they are counted as rejected. */
export function pointsIn(request: PlainMessage): {
  readonly points: readonly InsidePoint[];
  readonly rejected: number;
} {
  let rejected = 0;
  const points = listIn(request, 'resourceMetrics').flatMap((resourceMetrics) => {
    const attributes = attributesIn(messageIn(resourceMetrics, 'resource'));
    const sender = { origin: originOf(attributes), resource: resourceId(attributes) };
    const metrics = listIn(resourceMetrics, 'scopeMetrics').flatMap((scope) => listIn(scope, 'metrics'));
    return metrics.flatMap((metric) => {
      rejected += listIn(messageIn(metric, 'summary'), 'dataPoints').length;
      return pointsOf(metric, sender);
    });
  });
  return { points, rejected };
}

const shapes = ['gauge', 'sum', 'histogram', 'exponentialHistogram'] as const;

const resourceId = (attributes: Attributes): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 16);

function pointsOf(
  metric: PlainMessage,
  sender: Pick<InsidePoint, 'origin' | 'resource'>,
): readonly InsidePoint[] {
  const name = nameText(textIn(metric, 'name'));
  const unit = nameText(textIn(metric, 'unit'), 60);
  return shapes.flatMap((shape) => {
    const data = messageIn(metric, shape);
    const isCumulative = numberIn(data, 'aggregationTemporality') === cumulative;
    const isPlain = shape === 'gauge' || shape === 'sum';
    // A sum that falls as well as it grows (connections, queue lengths) is a figure of the moment.
    const isLevel = shape === 'gauge' || (shape === 'sum' && isCumulative && data['isMonotonic'] !== true);
    const recorded = listIn(data, 'dataPoints').filter(
      (point) => ((numberIn(point, 'flags') ?? 0) & nothingRecorded) === 0,
    );
    return recorded.map((point): InsidePoint => {
      const value = numberIn(point, 'asDouble') ?? numberIn(point, 'asInt') ?? 0;
      return {
        name,
        unit,
        kind: isLevel ? 'gauge' : isPlain ? 'sum' : 'histogram',
        isCumulative: isCumulative && !isLevel,
        startMs: millisIn(point, 'startTimeUnixNano'),
        atMs: millisIn(point, 'timeUnixNano'),
        attributes: attributesIn(point),
        ...sender,
        count: isPlain ? 1 : (numberIn(point, 'count') ?? 0),
        sum: isPlain ? value : (numberIn(point, 'sum') ?? 0),
        buckets: shape === 'histogram' ? explicitBuckets(point) : exponentialBuckets(point),
      };
    });
  });
}

const numbersIn = (message: PlainMessage, field: string): readonly number[] => {
  const list = message[field];
  return Array.isArray(list) ? list.map(Number) : [];
};

/** The middle of each bucket; the ends are closed by what is known of the least and the largest. */
function explicitBuckets(point: PlainMessage): InsidePoint['buckets'] {
  const bounds = numbersIn(point, 'explicitBounds');
  const all = numberIn(point, 'count') ?? 0;
  // Without bounds only the mean is known.
  if (bounds.length === 0 && all > 0) return [[(numberIn(point, 'sum') ?? 0) / all, all]];
  return numbersIn(point, 'bucketCounts').map((count, at): readonly [number, number] => {
    const low = Math.max(bounds[at - 1] ?? 0, 0);
    const high = bounds[at] ?? Math.max(low, numberIn(point, 'max') ?? low);
    return [(low + high) / 2, count];
  });
}

/** OTLP: bucket i of scale s holds base^i < value <= base^(i+1), base = 2^(2^-s). */
function exponentialBuckets(point: PlainMessage): InsidePoint['buckets'] {
  const positive = messageIn(point, 'positive');
  const offset = numberIn(positive, 'offset') ?? 0;
  const base = 2 ** (2 ** -(numberIn(point, 'scale') ?? 0));
  const counts = numbersIn(positive, 'bucketCounts').slice(0, 400);
  const buckets = counts.map((count, at): readonly [number, number] => [
    Math.min(base ** (offset + at + 0.5), Number.MAX_VALUE),
    count,
  ]);
  const zeros = numberIn(point, 'zeroCount') ?? 0;
  return zeros > 0 ? [[0, zeros], ...buckets] : buckets;
}

/** A histogram as a sketch; `factor` turns its unit into milliseconds. */
export const sketchOfPoint = ({ buckets }: Pick<InsidePoint, 'buckets'>, factor: number): LogSketch =>
  weightedSketch(buckets.filter(([, count]) => count > 0).map(([value, count]) => [value * factor, count]));
