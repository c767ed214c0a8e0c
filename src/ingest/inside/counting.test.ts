import { describe, expect, test } from 'vitest';
import { countOf, sketchOf } from '../../protocols/sketch/sketch.ts';
import { parseSketch } from '../../protocols/sketch/sketch-text.ts';
import { funnelEventOfLog, funnelEventOfRequest } from './funnel-event.ts';
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

  test('a minute of a busy route is sketched in pieces while it waits, with the same answer', () => {
    const durations = Array.from({ length: 5_000 }, (_, at) => 1 + ((at * 7_919) % 900));
    const [many, few] = [new Tally(), new Tally()];
    for (const value of durations) many.add(key('GET /'), 0, { isFailed: false, value });
    const whole = { count: 5_000, errors: 0, sum: durations.reduce((sum, value) => sum + value, 0) };
    few.addMany(key('GET /'), 0, { ...whole, sketch: sketchOf(durations) });
    expect(many.take()).toEqual(few.take());
  });

  test('a route per visitor fills no disk', () => {
    const tally = new Tally();
    for (let at = 0; at < 1_500; at += 1) tally.add(key(`GET /${at}x`), 0, { isFailed: false, value: 1 });
    const names = new Set(tally.take().map(({ series }) => series.split('\t').at(-1)));
    expect([names.size, names.has(otherNames), tally.overflowing]).toEqual([1_001, true, 500]);
  });
});
