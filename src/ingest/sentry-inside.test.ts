import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { hasFailed, workOf } from './inside/work-kind.ts';
import {
  logsOfContainer,
  pointsOfContainer,
  spansOfContainer,
  spansOfTransaction,
  vitalsIn,
} from './sentry-inside.ts';

const attribute = (value: Json): Json => ({ value, type: 'string' });
const item = (name: string, op: string, more: Readonly<Record<string, Json>> = {}): Json => ({
  name,
  span_id: 'b60c478ab506e44c',
  trace_id: '86f6fda6202b4a23b5f3a2ef7a091753',
  start_timestamp: 1795306843.5,
  end_timestamp: 1795306844,
  status: 'ok',
  attributes: {
    'sentry.op': attribute(op),
    'sentry.release': attribute('shop@1'),
    'user.email': attribute('a@b.example'),
    ...more,
  },
});
const read = (each: Json) => spansOfContainer({ version: 2, items: [each] }, 'shop')[0]!;

describe('MON-7: spans of Sentry clients are the same work as those of OpenTelemetry', () => {
  it.each([
    [
      'POST /api/orders/1187',
      'http.server',
      {},
      { kind: 'request', name: 'POST /api/orders/:id', status: null },
    ],
    [
      'SELECT * FROM members WHERE id = 7',
      'db.query',
      {},
      { kind: 'query', name: 'SELECT * FROM members WHERE id = ?', system: 'query' },
    ],
    [
      'GET https://pay.example/v1/charges',
      'http.client',
      {},
      { kind: 'call', name: 'pay.example', status: null },
    ],
    ['Pageload', 'pageload', {}, { kind: 'other', name: 'Pageload' }],
  ] as readonly [string, string, Record<string, Json>, object][])('%s (%s)', (name, op, more, work) => {
    const span = read(item(name, op, more));
    expect(workOf(span)).toEqual(work);
    expect(span.durationMs).toBe(500);
    expect(span.origin).toEqual({ service: 'shop', environment: 'production', release: 'shop@1' });
    expect(JSON.stringify(span)).not.toContain('a@b.example');
  });
  it.each([
    [
      'Python, Django: a route, the status in the response',
      {
        transaction: '/orders/{id}',
        transaction_info: { source: 'route' },
        request: { method: 'GET', url: 'https://shop.example/orders/7' },
        contexts: { response: { status_code: 404 } },
        status: 'not_found',
      },
      { kind: 'request', name: 'GET /orders/{id}', status: 404 },
      false,
    ],
    [
      'PHP: the address itself',
      {
        transaction: '/orders/4711',
        transaction_info: { source: 'url' },
        request: { method: 'POST', url: 'https://shop.example/orders/4711' },
        status: 'internal_error',
      },
      { kind: 'request', name: 'POST /orders/:id', status: null },
      true,
    ],
    [
      'Rails: the name of a controller, the path from the address',
      {
        transaction: 'OrdersController#show',
        request: { method: 'GET', url: 'https://shop.example/orders/4711?x=1' },
        status: 'permission_denied',
      },
      { kind: 'request', name: 'GET /orders/:id', status: null },
      false,
    ],
    [
      'ASP.NET and Go: method and route',
      { transaction: 'POST /orders/{id}', transaction_info: { source: 'route' }, status: 'unavailable' },
      { kind: 'request', name: 'POST /orders/{id}', status: null },
      true,
    ],
    [
      'nothing but a name',
      { transaction: 'nightly', status: 'ok' },
      { kind: 'request', name: 'nightly', status: null },
      false,
    ],
  ] as readonly [string, Readonly<Record<string, Json>>, object, boolean][])(
    'a transaction of %s',
    (_story, { status, contexts = {}, ...event }, work, isFailed) => {
      const trace = {
        trace_id: '86f6fda6202b4a23b5f3a2ef7a091753',
        span_id: 'b60c478ab506e44c',
        op: 'http.server',
        status,
      };
      const [span] = spansOfTransaction(
        { ...event, start_timestamp: 1, timestamp: 2, contexts: { ...Object(contexts), trace } },
        'shop',
      );
      expect(span === undefined ? null : [workOf(span), hasFailed(span, workOf(span))]).toEqual([
        work,
        isFailed,
      ]);
    },
  );
  it('a transaction is the request and its parts', () => {
    const spans = spansOfTransaction(
      {
        transaction: 'GET /cart',
        release: 'shop@1',
        start_timestamp: 10,
        timestamp: 11,
        contexts: {
          trace: {
            trace_id: 'a'.repeat(32),
            span_id: 'b'.repeat(16),
            op: 'http.server',
            status: 'internal_error',
          },
        },
        spans: [
          {
            trace_id: 'a'.repeat(32),
            span_id: 'c'.repeat(16),
            parent_span_id: 'b'.repeat(16),
            op: 'db.sql',
            description: 'SELECT 1',
            start_timestamp: 10,
            timestamp: 10.5,
          },
        ],
      },
      'shop',
    );
    expect(
      spans.map(({ name, kind, isFailed, parentSpanId }) => [name, kind, isFailed, parentSpanId]),
    ).toEqual([
      ['GET /cart', 'server', true, null],
      ['SELECT 1', 'client', false, 'b'.repeat(16)],
    ]);
  });
  it('web vitals of both kinds of clients (PERF-4)', () => {
    const transaction = {
      transaction: '/product/7',
      measurements: { lcp: { value: 396 }, 'connection.rtt': { value: 3 } },
    };
    expect(vitalsIn(transaction, 5)).toEqual([
      { name: 'lcp', value: 396, route: '/product/:id', environment: 'production', atMs: 5 },
    ]);
    const span = item('Layout shift', 'ui.webvital.cls', {
      'browser.web_vital.cls.value': { value: 0.1, type: 'double' },
      'url.path': attribute('/cart'),
    });
    expect(vitalsIn({ items: [span] }, 5)).toEqual([
      { name: 'cls', value: 0.1, route: '/cart', environment: 'production', atMs: 1795306844000 },
    ]);
  });
  it('logs and figures', () => {
    const [log] = logsOfContainer(
      { items: [{ timestamp: 10, level: 'error', body: 'payment failed', attributes: {} }] },
      'shop',
      1,
    );
    expect(log).toMatchObject({ atMs: 10_000, level: 'error', message: 'payment failed' });
    const [point] = pointsOfContainer(
      {
        items: [
          { timestamp: 10, name: 'signup.latency', type: 'distribution', unit: 'millisecond', value: 187.3 },
        ],
      },
      'shop',
      1,
    );
    expect(point).toMatchObject({
      name: 'signup.latency',
      kind: 'histogram',
      count: 1,
      buckets: [[187.3, 1]],
    });
  });
  it('any JSON is read without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (given) => {
        const value = given as Json;
        for (const container of [
          value,
          { items: [value] },
          { items: value, spans: value, measurements: value },
        ] as Json[]) {
          spansOfContainer(container, 's');
          spansOfTransaction(container, 's');
          logsOfContainer(container, 's', 1);
          pointsOfContainer(container, 's', 1);
          vitalsIn(container, 1);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
