import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlainMessage } from '../../protocols/otlp/budget.ts';
import { countOf } from '../../protocols/sketch/sketch.ts';
import { logsIn } from './logs.ts';
import { pointsIn, sketchOfPoint } from './metrics.ts';
import { spansIn } from './spans.ts';

// MON-7, MON-8: exports of SDKs in other languages, by the data model of OpenTelemetry, and of strangers.
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
