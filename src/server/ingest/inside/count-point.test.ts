import { describe, expect, test } from 'vitest';
import { readSeriesName } from '../../../ingest/inside/series-name.ts';
import { Tally } from '../../../ingest/inside/tally.ts';
import { pointsIn } from '../../../ingest/otlp/metrics.ts';
import { quantileOf } from '../../../protocols/sketch/sketch.ts';
import { parseSketch } from '../../../protocols/sketch/sketch-text.ts';
import { countPoint } from './count-point.ts';

// MON-7: requests by route, from the histograms of whatever library.
const histogram = (name: string, unit: string, attributes: Readonly<Record<string, string>>) => ({
  name,
  unit,
  histogram: {
    aggregationTemporality: 1,
    dataPoints: [
      {
        count: '4',
        sum: unit === 's' ? 0.2 : 200,
        attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
      },
    ],
  },
});

describe('a histogram of requests', () => {
  test.each([
    [
      'the conventions of now, in seconds',
      histogram('http.server.request.duration', 's', {
        'http.request.method': 'GET',
        'http.route': '/orders/{id}',
        'http.response.status_code': '500',
      }),
      'GET /orders/{id}',
      4,
    ],
    [
      'those before, in milliseconds',
      histogram('http.server.duration', 'ms', { 'http.method': 'GET', 'http.target': '/orders/17' }),
      'GET /orders/:id',
      0,
    ],
    [
      'Spring by Micrometer',
      histogram('http.server.requests', 'milliseconds', {
        method: 'POST',
        uri: '/orders/{id}',
        status: '503',
      }),
      'POST /orders/{id}',
      4,
    ],
    [
      'its start page',
      histogram('http.server.requests', 'milliseconds', { method: 'GET', uri: 'root', status: '200' }),
      'GET /',
      0,
    ],
  ])('%s: route, failures and milliseconds; without bounds the mean', (_story, metric, route, errors) => {
    const tally = new Tally();
    const { points } = pointsIn({ resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] });
    for (const point of points) countPoint(tally, point, 0);
    const [minute] = tally.take();
    expect([readSeriesName(minute?.series ?? '')?.parts, minute?.count, minute?.errors]).toEqual([
      ['metric', '', route],
      4,
      errors,
    ]);
    const sketch = parseSketch(minute?.sketch ?? '');
    expect(sketch === null ? null : quantileOf(sketch, 0.95)).toBeGreaterThan(49);
    expect(sketch === null ? null : quantileOf(sketch, 0.95)).toBeLessThan(51);
  });
});
