import { describe, expect, test } from 'vitest';
import type { InsideSpan } from './span.ts';
import { traceProblems } from './trace-problems.ts';

const origin = { service: 'shop', environment: 'production', release: null };
let number = 0;
const span = (changes: Partial<InsideSpan>): InsideSpan => ({
  traceId: 'a'.repeat(32),
  spanId: String((number += 1)).padStart(16, '0'),
  parentSpanId: '1'.repeat(16),
  name: 'work',
  kind: 'client',
  startMs: 0,
  durationMs: 10,
  isFailed: false,
  statusMessage: null,
  attributes: {},
  events: [],
  isFromProbe: false,
  origin,
  ...changes,
});
const request = (durationMs: number): InsideSpan =>
  span({
    spanId: '1'.repeat(16),
    parentSpanId: null,
    kind: 'server',
    durationMs,
    attributes: { 'http.request.method': 'GET', 'http.route': '/orders' },
  });
const query = (at: number, text: string, durationMs = 5): InsideSpan =>
  span({ startMs: at, durationMs, attributes: { 'db.system': 'postgresql', 'db.statement': text } });
const call = (at: number, durationMs: number): InsideSpan =>
  span({ startMs: at, durationMs, attributes: { 'url.full': 'https://api.payments.example/v1/charge?x=1' } });
const times = (count: number, make: (at: number) => InsideSpan): readonly InsideSpan[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('PERF-3: N+1 in one trace', () => {
  test('seven equal queries after each other, whatever their values', () => {
    const spans = [
      request(100),
      ...times(7, (at) => query(at * 6, `select * from lines where order_id = ${at} and x in (1, 2, ${at})`)),
    ];
    expect(traceProblems(spans)).toEqual([
      {
        kind: 'n-plus-one',
        route: 'GET /orders',
        query: 'select * from lines where order_id = ? and x in (…)',
        times: 7,
        totalMs: 35,
      },
    ]);
  });
  test.each([
    ['four of them', times(4, (at) => query(at * 6, 'select 1'))],
    ['sent at once', times(9, () => query(3, 'select * from a where id = 1', 20))],
    ['different ones', times(9, (at) => query(at * 6, `select * from t_${'abcdefghi'[at]}`))],
    ['inserts of a batch', times(9, (at) => query(at * 6, 'insert into a values (1)'))],
    ['the bookkeeping of transactions', times(9, (at) => query(at * 6, 'BEGIN'))],
  ])('%s: none', (_what, spans) => {
    expect(traceProblems([request(200), ...spans])).toEqual([]);
  });
});

describe('PERF-5: third parties on the way of the visitor', () => {
  test('most of a request is spent waiting for one host', () => {
    expect(traceProblems([request(900), call(50, 300), call(400, 400)])).toEqual([
      {
        kind: 'third-party',
        route: 'GET /orders',
        host: 'api.payments.example',
        tookMs: 700,
        requestMs: 900,
      },
    ]);
  });
  test.each([
    ['a quick one', [call(10, 100)]],
    ['a small part of a long request', [call(10, 210)]],
    ['after the answer was sent', [call(1000, 3000)]],
  ])('%s: no word', (_what, spans) => {
    expect(traceProblems([request(900), ...spans])).toEqual([]);
  });
  test('two calls at once are waited for once', () => {
    const [problem] = traceProblems([request(900), call(50, 400), call(60, 400)]);
    expect(problem).toMatchObject({ tookMs: 410 });
  });
});

test('parents in a ring end', () => {
  const ring = [
    span({ spanId: 'a'.repeat(16), parentSpanId: 'b'.repeat(16) }),
    span({ spanId: 'b'.repeat(16), parentSpanId: 'a'.repeat(16) }),
  ];
  expect(traceProblems([request(900), ...ring])).toEqual([]);
});
