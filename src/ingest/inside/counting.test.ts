import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countOf } from '../../protocols/sketch/sketch.ts';
import { parseSketch } from '../../protocols/sketch/sketch-text.ts';
import type { PlainMessage } from '../../protocols/otlp/budget.ts';
import type { InsidePoint } from '../otlp/metrics.ts';
import { pointsIn, sketchOfPoint } from '../otlp/metrics.ts';
import { logsIn } from '../otlp/logs.ts';
import { spansIn } from '../otlp/spans.ts';
import { funnelEventOfLog, funnelEventOfRequest } from './funnel-event.ts';
import { MetricDeltas } from './metric-delta.ts';
import { queryTemplate } from './query-template.ts';
import { routeNameOf } from './route-name.ts';
import { readSeriesName, seriesName, type SeriesKey } from './series-name.ts';
import { otherNames, Tally } from './tally.ts';

describe('MON-7: names that stay few', () => {
  test.each([
    [{ 'http.request.method': 'get', 'http.route': '/orders/:id' }, 'GET /orders/:id'],
    [{ 'http.request.method': 'GET', 'http.route': 'orders/<int:pk>/' }, 'GET /orders/<int:pk>/'],
    [
      { 'http.request.method': 'GET', 'http.route': '^orders/(?P<pk>[0-9]+)/$' },
      'GET /orders/(?P<pk>[0-9]+)/',
    ],
    [{ 'http.method': 'GET', 'http.target': '/orders/17/lines?x=1' }, 'GET /orders/:id/lines'],
    [{ 'http.request.method': 'GET', 'url.path': '/u/0b5c2e1a-1111-4222-8333-444455556666' }, 'GET /u/:id'],
    [{ 'http.request.method': 'GET', 'url.path': '/reset/jane@shop.example' }, 'GET /reset/:id'],
    [{ 'http.method': 'GET', 'http.url': 'https://shop.example/a' }, 'GET /a'],
    [{ 'rpc.service': 'shop.Cart', 'rpc.method': 'Add' }, 'shop.Cart/Add'],
    [{}, 'GET /x/:id'],
  ])('%o is %s', (attributes, name) => {
    expect(routeNameOf({ attributes, name: 'GET /x/1234' })).toBe(name);
  });
  test.each([
    ["select * from users where mail = 'jane@shop.example' -- x", 'select * from users where mail = ?'],
    ['SELECT a FROM b WHERE id IN (1, 2, 3) AND c = $4', 'SELECT a FROM b WHERE id IN (…) AND c = ?'],
    ['insert into t values (1, 2), (3, 4)', 'insert into t values (…)'],
    ['/* trace */ update t set x = 1.5\n where y = :name', 'update t set x = ? where y = ?'],
  ])('%s is %s', (text, template) => {
    expect(queryTemplate(text)).toBe(template);
  });
});

describe('MON-5: steps', () => {
  test.each([
    ['GET /', 200, 'visit done'],
    ['GET /products/:id', 503, 'visit failed'],
    ['GET /api/products', 200, null],
    ['GET /app.js', 200, null],
    ['POST /api/signup', 422, 'signup refused'],
    ['POST /cart/items', 201, 'cart done'],
    ['POST /orders', 201, 'purchase done'],
    ['POST /cart/checkout', 302, 'purchase done'],
    ['POST /listings/:slug/book', 302, 'purchase done'],
    ['POST /waitlist', 302, 'signup done'],
    ['POST /webhooks/payment', 200, null],
    ['DELETE /orders', 200, null],
  ])('%s with %i is %s', (route, status, step) => {
    const found = funnelEventOfRequest({ route, status, isFailed: status >= 500 }, new Map());
    expect(found === null ? null : `${found.step} ${found.outcome}`).toBe(step);
  });
  test('what launch.yaml calls a signup is one', () => {
    const declared = new Map([['POST /api/join-us', 'signup' as const]]);
    expect(
      funnelEventOfRequest({ route: 'POST /api/join-us', status: 200, isFailed: false }, declared)?.step,
    ).toBe('signup');
  });
  test('and nothing else is one then: neither a request nor a line that looks like it', () => {
    const declared = new Map([['POST /orders/:id/pay', 'purchase' as const]]);
    const origin = { service: 'a', environment: 'b', release: null };
    const line = (path: string) =>
      funnelEventOfLog(
        {
          atMs: 0,
          level: 'other',
          message: `192.0.2.1 - - [x] "POST ${path} HTTP/1.1" 303 12 "-" "x"`,
          eventName: null,
          attributes: {},
          traceId: null,
          origin,
        },
        declared,
      )?.step;
    const request = (route: string) =>
      funnelEventOfRequest({ route, status: 303, isFailed: false }, declared)?.step;
    expect([request('POST /cart/checkout'), line('/cart/checkout')]).toEqual([undefined, undefined]);
    for (const route of [
      '/orders/:id/pay',
      '/orders/{orderId}/pay',
      '/orders/<int:pk>/pay/',
      '/orders/[id]/pay',
    ])
      expect([route, request(`POST ${route}`)]).toEqual([route, 'purchase']);
    expect(line('/orders/4711/pay')).toBe('purchase');
    expect(request('POST /signup')).toBe('signup');
  });
  test.each([
    ['', 'user.signup', 'signup event done'],
    ['', 'order_failed', 'purchase event failed'],
    [
      '192.0.2.1 - - [22/Nov/2026:10:00:00 +0000] "POST /signup HTTP/1.1" 500 12 "-" "x"',
      null,
      'signup access-log failed',
    ],
    ['order stored', null, null],
  ])('a line "%s" with the event %s', (message, eventName, expected) => {
    const origin = { service: 'a', environment: 'b', release: null };
    const found = funnelEventOfLog(
      { atMs: 0, level: 'other', message, eventName, attributes: {}, traceId: null, origin },
      new Map(),
    );
    expect(found === null ? null : `${found.step} ${found.source} ${found.outcome}`).toBe(expected);
  });
});

describe('counting', () => {
  const key = (name: string): SeriesKey => ({
    kind: 'route',
    environment: 'production',
    parts: ['span', '1', name],
  });

  test('minutes, hours and days of one request; names come back as they were', () => {
    const tally = new Tally();
    tally.add(key('GET /'), 90_061_000, { isFailed: true, value: 12 });
    tally.addMany(key('GET /'), 90_062_000, { count: 4, errors: 1, sum: 40, sketch: null });
    const points = tally.take();
    expect(
      points.map(({ series, from, count, errors }) => [series.split('\t')[0], from, count, errors]),
    ).toEqual([
      ['minute', 90_060_000, 5, 2],
      ['hour', 90_000_000, 5, 2],
      ['day', 86_400_000, 5, 2],
    ]);
    expect(points.every(({ sketch }) => countOf(parseSketch(sketch ?? '')!) === 1)).toBe(true);
    expect(readSeriesName(points[0]?.series ?? '')).toEqual({ grain: 'minute', ...key('GET /') });
    expect([tally.take(), readSeriesName('x'), seriesName('day', key('a'))]).toEqual([
      [],
      null,
      'day\troute\tproduction\tspan\t1\ta',
    ]);
  });

  test('what the store did not take is there at the next turn, once', () => {
    const tally = new Tally();
    tally.add(key('GET /'), 60_000, { isFailed: false, value: 5 });
    const lost = tally.take();
    tally.giveBack(lost, parseSketch);
    expect(tally.take()).toEqual(lost);
  });

  test('a route per visitor fills no disk', () => {
    const tally = new Tally();
    for (let at = 0; at < 1_500; at += 1) tally.add(key(`GET /${at}x`), 0, { isFailed: false, value: 1 });
    const names = new Set(tally.take().map(({ series }) => series.split('\t').at(-1)));
    expect([names.size, names.has(otherNames), tally.overflowing]).toEqual([1_001, true, 500]);
  });
});

describe('cumulative points', () => {
  const point = (changes: Partial<InsidePoint>): InsidePoint => ({
    name: 'n',
    unit: '1',
    kind: 'sum',
    isCumulative: true,
    startMs: 1_000,
    atMs: 2_000,
    attributes: {},
    origin: { service: 's', environment: 'e', release: null },
    resource: '',
    count: 1,
    sum: 10,
    buckets: [],
    ...changes,
  });
  test('the difference to the one before; a restart begins anew; what is older than we is only a beginning', () => {
    const deltas = new MetricDeltas(500);
    expect(deltas.since(point({}))?.sum).toBe(10);
    expect(deltas.since(point({ atMs: 3_000, sum: 14 }))?.sum).toBe(4);
    expect(deltas.since(point({ atMs: 3_000, sum: 14 }))).toBeNull();
    expect(deltas.since(point({ startMs: 3_500, atMs: 4_000, sum: 3 }))?.sum).toBe(3);
    expect(deltas.since(point({ name: 'older', startMs: 100 }))).toBeNull();
    expect(deltas.since(point({ isCumulative: false, sum: 7 }))?.sum).toBe(7);
  });
  test('two replicas that differ in nothing but their start, or in an id of their own, are two', () => {
    const deltas = new MetricDeltas(500);
    const replicas = [{ startMs: 1_000 }, { startMs: 1_500 }, { startMs: 1_000, resource: 'b' }];
    for (const replica of replicas) deltas.since(point({ ...replica, sum: 10 }));
    const later = replicas.map((replica) => deltas.since(point({ ...replica, atMs: 3_000, sum: 11 }))?.sum);
    expect(later).toEqual([1, 1, 1]);
  });
  test('a counter that falls began anew, though its sender does not say when', () => {
    const deltas = new MetricDeltas(500);
    const sums = [10, 14, 3, 5].map((sum, at) => deltas.since(point({ startMs: 0, atMs: at + 1, sum }))?.sum);
    expect(sums).toEqual([undefined, 4, 3, 2]);
  });
  test('an exponential histogram that widened its buckets: as many as came, spread as the whole is', () => {
    const deltas = new MetricDeltas(0);
    const histogram = (atMs: number, buckets: InsidePoint['buckets']): InsidePoint =>
      point({ kind: 'histogram', atMs, count: buckets.reduce((sum, [, count]) => sum + count, 0), buckets });
    deltas.since(
      histogram(1, [
        [1.2, 50],
        [1.7, 50],
      ]),
    );
    expect(
      deltas.since(
        histogram(2, [
          [1.4, 120],
          [2.8, 80],
        ]),
      ),
    ).toMatchObject({
      count: 100,
      buckets: [
        [1.4, 60],
        [2.8, 40],
      ],
    });
  });
  test('histograms: bucket by bucket', () => {
    const deltas = new MetricDeltas(0);
    const histogram = (atMs: number, a: number, b: number): InsidePoint =>
      point({
        kind: 'histogram',
        atMs,
        count: a + b,
        buckets: [
          [1, a],
          [5, b],
        ],
      });
    deltas.since(histogram(1, 2, 1));
    expect(deltas.since(histogram(2, 5, 1))).toMatchObject({
      count: 3,
      buckets: [
        [1, 3],
        [5, 0],
      ],
    });
  });
});

describe('data points as exporters of other languages send them', () => {
  const read = (metric: PlainMessage) =>
    pointsIn({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', ...metric }] }] }] });
  const one = { asDouble: 3, timeUnixNano: '5000000' };
  test.each([
    ['a gauge', { gauge: { dataPoints: [one] } }, ['gauge', false, 3]],
    [
      'a counter',
      { sum: { dataPoints: [one], aggregationTemporality: 2, isMonotonic: true } },
      ['sum', true, 3],
    ],
    [
      'a counter by differences',
      { sum: { dataPoints: [one], aggregationTemporality: 1, isMonotonic: true } },
      ['sum', false, 3],
    ],
    ['connections in use', { sum: { dataPoints: [one], aggregationTemporality: 2 } }, ['gauge', false, 3]],
    ['a whole number', { gauge: { dataPoints: [{ asInt: '7' }] } }, ['gauge', false, 7]],
    ['nothing recorded', { gauge: { dataPoints: [{ ...one, flags: 1 }] } }, undefined],
  ])('%s', (_story, metric, expected) => {
    const [point] = read(metric).points;
    expect(point === undefined ? undefined : [point.kind, point.isCumulative, point.sum]).toEqual(expected);
  });
  test('an exponential histogram of any scale has finite figures and its zeros', () => {
    const histogram = (scale: number, offset: number) =>
      read({
        exponentialHistogram: {
          aggregationTemporality: 1,
          dataPoints: [
            { count: '6', sum: 9, scale, zeroCount: '1', positive: { offset, bucketCounts: ['2', '3'] } },
          ],
        },
      }).points.map((point) => countOf(sketchOfPoint(point, 1)));
    expect([histogram(0, 0), histogram(20, 1_000), histogram(-10, 0), histogram(0, 2 ** 30)]).toEqual([
      [6],
      [6],
      [6],
      [6],
    ]);
  });
  test('a summary is told as refused', () => {
    expect(read({ summary: { dataPoints: [one, one] } })).toEqual({ points: [], rejected: 2 });
  });
});

describe('records of logs as exporters of other languages send them', () => {
  const pair = (key: string, value: PlainMessage) => ({ key, value });
  const text = (stringValue: string): PlainMessage => ({ stringValue });
  const read = (record: PlainMessage) =>
    logsIn({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] })[0];
  test.each([
    ['text', { body: text('order stored') }, 'order stored', {}],
    [
      'a map with a message, as Go and collectors send it',
      {
        body: {
          kvlistValue: { values: [pair('msg', text('order stored')), pair('order', { intValue: '7' })] },
        },
      },
      'order stored',
      { msg: 'order stored', order: 7 },
    ],
    [
      'a map without one',
      {
        body: {
          kvlistValue: { values: [pair('order', { kvlistValue: { values: [pair('id', text('7'))] } })] },
        },
      },
      '{"order":{"id":"7"}}',
      { order: '{"id":"7"}' },
    ],
    ['bytes', { body: { bytesValue: 'AAE=' } }, 'AAE=', {}],
    ['nothing but the name of an event', { eventName: 'user.signup' }, 'user.signup', {}],
  ])('%s', (_story, record, message, attributes) => {
    expect(read(record)).toMatchObject({ message, attributes });
  });
  test('a trace of zeros is none; words for a level are understood; no resource is an unknown service', () => {
    const log = read({ traceId: '0'.repeat(32), severityText: 'SEVERE', body: text('x') });
    expect([log?.traceId, log?.level, log?.origin.service]).toEqual([null, 'error', 'unknown_service']);
  });
});

test('whatever a stranger sends is read without a fall', () => {
  const value = fc.letrec((tie) => ({
    plain: fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.array(tie('plain'), { maxLength: 3 }),
      tie('message'),
    ),
    message: fc.dictionary(
      fc.constantFrom(
        'resourceSpans',
        'scopeSpans',
        'spans',
        'resource',
        'attributes',
        'key',
        'value',
        'stringValue',
        'traceId',
        'events',
        'resourceLogs',
        'scopeLogs',
        'logRecords',
        'body',
        'resourceMetrics',
        'scopeMetrics',
        'metrics',
        'gauge',
        'histogram',
        'dataPoints',
        'bucketCounts',
        '__proto__',
      ),
      tie('plain'),
      { maxKeys: 4 },
    ),
  })).message;
  fc.assert(
    fc.property(value, (message) => {
      const request = message as PlainMessage;
      expect(
        spansIn(request).spans.length + logsIn(request).length + pointsIn(request).points.length,
      ).toBeGreaterThanOrEqual(0);
    }),
    { seed: 7, numRuns: 300 },
  );
});
