import { describe, expect, test } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { readErrorEvent } from './event.ts';

// MON-6: events as the clients of other languages send them; shapes by the event payload pages of develop.sentry.dev.
const now = unixMs(Date.UTC(2026, 10, 22, 10));
const read = (event: Json) =>
  readErrorEvent(event, { project: '1', now, sentAt: now, newId: () => '0'.repeat(32) });
const frame = (filename: string, name: string, more: object = {}): Json =>
  ({ filename, function: name, in_app: true, lineno: 7, ...more }) as Json;

describe('one error', () => {
  test.each([
    [
      'Go: exceptions are a bare list, the last is the outermost',
      {
        event_id: 'a'.repeat(32),
        platform: 'go',
        level: 'error',
        timestamp: '2026-11-22T09:59:59.123456789Z',
        transaction: 'POST /orders/{id}',
        exception: [
          {
            type: '*errors.errorString',
            value: 'no stock',
            stacktrace: { frames: [frame('main.go', 'main')] },
          },
          {
            type: '*fmt.wrapError',
            value: 'order 7: no stock',
            stacktrace: { frames: [frame('shop/cart.go', '(*Cart).Add', { module: 'shop' })] },
          },
        ],
      },
      ['*fmt.wrapError: order 7: no stock', 'shop/cart.go in (*Cart).Add', 'POST /orders/{id}', 'error'],
    ],
    [
      'Java: a message with parameters, its stack with the thread',
      {
        platform: 'java',
        level: 'warning',
        timestamp: '2026-11-22T09:59:59.123Z',
        logger: 'com.shop.Cart',
        message: { formatted: 'order 7 is late', message: 'order {} is late', params: ['7'] },
        threads: {
          values: [
            { id: 1, name: 'gc', stacktrace: { frames: [frame('Gc.java', 'run')] } },
            {
              id: 2,
              current: true,
              stacktrace: { frames: [frame('Cart.java', 'add', { module: 'com.shop.Cart' })] },
            },
          ],
        },
      },
      ['order 7 is late', 'Cart.java in add', null, 'warning'],
    ],
    [
      '.NET: the template beside the text, the request by method and address',
      {
        platform: 'csharp',
        level: 'fatal',
        timestamp: '2026-11-22T09:59:59.1234567+00:00',
        logentry: { message: 'order {Id} failed', formatted: 'order 7 failed' },
        request: { method: 'POST', url: 'https://shop.example/orders/4711' },
        exception: {
          values: [
            {
              type: 'System.InvalidOperationException',
              value: 'Sequence contains no elements',
              mechanism: { type: 'AppDomain.UnhandledException', handled: false },
              stacktrace: { frames: [frame('C:\\shop\\Cart.cs', 'Add', { module: 'Shop.Cart' })] },
            },
          ],
        },
      },
      [
        'System.InvalidOperationException: Sequence contains no elements',
        'C:\\shop\\Cart.cs in Add',
        'POST /orders/:id',
        'fatal',
      ],
    ],
    [
      'PHP: seconds with fractions, tags as an object, a route by its name',
      {
        platform: 'php',
        level: 'critical',
        timestamp: now / 1000 - 1.5,
        transaction: 'App\\Http\\Controllers\\CartController@add',
        exception: {
          values: [
            {
              type: 'PDOException',
              value: 'gone away',
              stacktrace: { frames: [frame('/app/Cart.php', 'App\\Cart::add')] },
            },
          ],
        },
      },
      [
        'PDOException: gone away',
        '/app/Cart.php in App\\Cart::add',
        'App\\Http\\Controllers\\CartController@add',
        'fatal',
      ],
    ],
    [
      'Rust: frames without files, a panic',
      {
        platform: 'native',
        level: 'fatal',
        timestamp: now / 1000,
        exception: {
          values: [
            {
              type: 'panic',
              value: 'index out of bounds',
              mechanism: { type: 'panic', handled: false },
              stacktrace: {
                frames: [
                  { function: 'shop::cart::add', module: 'shop', in_app: true, instruction_addr: '0x1' },
                ],
              },
            },
          ],
        },
      },
      ['panic: index out of bounds', 'shop in shop::cart::add', null, 'fatal'],
    ],
    [
      'nothing it says is what it should be',
      { level: 'constructor', exception: 7, message: [], threads: [null] },
      ['An error without a message', '', null, 'error'],
    ],
  ])('%s', (_story, event, expected) => {
    const { title, culprit, route, level, isClockWrong } = read(event as Json);
    expect([title, culprit, route, level]).toEqual(expected);
    expect(isClockWrong).toBe(false);
  });
});

test('messages of Java are told apart by their template, whatever their parameters', () => {
  const message = (template: string, formatted: string) =>
    fingerprintOf({ message: { message: template, formatted } }).hash;
  expect(message('order {} is late', 'order 7 is late')).toBe(message('order {} is late', 'order 8 is late'));
  expect(message('order {} is late', 'order 7 is late')).not.toBe(message('no stock', 'no stock'));
});
