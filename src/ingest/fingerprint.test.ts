import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { fingerprintOf } from './fingerprint.ts';

const thrown = (value: string, lineno: number, filename = 'app:///assets/app-9f8e7d6c.js?v=1'): Json => ({
  exception: {
    values: [
      {
        type: 'TypeError',
        value,
        stacktrace: {
          frames: [
            { filename: 'node:internal', function: 'run' },
            { filename, function: 'pay', in_app: true, lineno },
          ],
        },
      },
    ],
  },
});

describe('MON-6: errors are grouped', () => {
  it.each([
    ['another line and message', thrown('order 1 lost', 10), thrown('order 2 lost', 99), 'stack', true],
    ['another build', thrown('x', 1), thrown('x', 1, 'app:///assets/app-1a2b3c4d.js?v=2'), 'stack', true],
    ['another file', thrown('x', 1), thrown('x', 1, 'app:///assets/cart.js'), 'stack', false],
    [
      'no stack, another id',
      { exception: [{ type: 'E', value: 'no row 17' }] },
      { exception: { type: 'E', value: 'no row 18' } },
      'exception',
      true,
    ],
    [
      'a message with another number',
      { message: 'took 17 ms' },
      { logentry: { message: 'took 900 ms' } },
      'message',
      true,
    ],
    ['another message', { message: 'cart is empty' }, { message: 'cart is full' }, 'message', false],
    [
      'the client’s own word',
      { message: 'a', fingerprint: ['mine'] },
      { message: 'b', fingerprint: ['mine'] },
      'client',
      true,
    ],
    [
      '{{ default }} is the automatic one',
      { message: 'a' },
      { message: 'a', fingerprint: ['{{ default }}'] },
      'message',
      true,
    ],
  ] as readonly [string, Json, Json, string, boolean][])('%s', (_name, one, other, by, isSame) => {
    expect(fingerprintOf(one).by).toBe(by);
    expect(fingerprintOf(one).hash === fingerprintOf(other).hash).toBe(isSame);
  });
  it('any JSON has a fingerprint', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fingerprintOf({ exception: value as Json, fingerprint: value as Json }).hash).toMatch(
          /^[\da-f]{16}$/,
        );
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
