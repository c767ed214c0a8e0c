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
  readonly count: number;
  readonly sum: number;
  /** Counts by the figure that stands for their bucket, ascending; empty for gauges and sums. */
  readonly buckets: readonly (readonly [value: number, count: number])[];
}

const cumulative = 2;

/** The data points of a `MetricsRequest`. Summaries hold no figures that could be added up: they are counted as rejected. */
export function pointsIn(request: PlainMessage): {
  readonly points: readonly InsidePoint[];
  readonly rejected: number;
} {
  let rejected = 0;
  const points = listIn(request, 'resourceMetrics').flatMap((resourceMetrics) => {
    const origin = originOf(attributesIn(messageIn(resourceMetrics, 'resource')));
    const metrics = listIn(resourceMetrics, 'scopeMetrics').flatMap((scope) => listIn(scope, 'metrics'));
    return metrics.flatMap((metric) => {
      rejected += listIn(messageIn(metric, 'summary'), 'dataPoints').length;
      return pointsOf(metric, origin);
    });
  });
  return { points, rejected };
}

const shapes = ['gauge', 'sum', 'histogram', 'exponentialHistogram'] as const;

function pointsOf(metric: PlainMessage, origin: Origin): readonly InsidePoint[] {
  const name = nameText(textIn(metric, 'name'));
  const unit = nameText(textIn(metric, 'unit'), 60);
  return shapes.flatMap((shape) => {
    const data = messageIn(metric, shape);
    const isCumulative = numberIn(data, 'aggregationTemporality') === cumulative;
    return listIn(data, 'dataPoints').map((point): InsidePoint => {
      const isPlain = shape === 'gauge' || shape === 'sum';
      const value = numberIn(point, 'asDouble') ?? numberIn(point, 'asInt') ?? 0;
      return {
        name,
        unit,
        kind: isPlain ? shape : 'histogram',
        isCumulative: isCumulative && shape !== 'gauge',
        startMs: millisIn(point, 'startTimeUnixNano'),
        atMs: millisIn(point, 'timeUnixNano'),
        attributes: attributesIn(point),
        origin,
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
  const buckets = counts.map((count, at): readonly [number, number] => [base ** (offset + at + 0.5), count]);
  const zeros = numberIn(point, 'zeroCount') ?? 0;
  return zeros > 0 ? [[0, zeros], ...buckets] : buckets;
}

/** A histogram as a sketch; `factor` turns its unit into milliseconds. */
export const sketchOfPoint = ({ buckets }: Pick<InsidePoint, 'buckets'>, factor: number): LogSketch =>
  weightedSketch(buckets.filter(([, count]) => count > 0).map(([value, count]) => [value * factor, count]));
