import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLocation } from './location.ts';

const base = 'https://shop.test/a/b?c=d';

describe('where a Location leads', () => {
  test.each([
    ['https://shop.test/x', 'https://shop.test/x'],
    ['/x?y=%2F', 'https://shop.test/x?y=%2F'],
    ['x', 'https://shop.test/a/x'],
    ['?x=1', 'https://shop.test/a/b?x=1'],
    ['//else.test/', 'https://else.test/'],
    ['https://shop.test/#top', 'https://shop.test/'],
    ['HTTPS://SHOP.TEST:443/', 'https://shop.test/'],
  ])('%s', (raw, url) => {
    expect(readLocation(base, [raw])).toEqual({ raw, url, isBroken: false, problem: null });
  });

  test.each([
    ['/ä', 'https://shop.test/%C3%A4'],
    ['/a b', 'https://shop.test/a%20b'],
    ['\\\\else.test\\', 'https://else.test/'],
  ])('%s arrives, but must be percent-encoded', (raw, url) => {
    expect(readLocation(base, [raw])).toMatchObject({
      url,
      problem: 'holds characters that must be percent-encoded',
    });
  });

  test.each([
    [[], 'is missing'],
    [[''], 'is empty'],
    [['https://'], 'is not a valid address'],
    [['javascript:alert(1)'], 'leads to a javascript: address'],
    [['https://user:pass@shop.test/'], 'carries a user name or password'],
    [['/a', '/b'], 'is sent 2 times with different values'],
    [['/'.padEnd(9000, 'a')], 'is 9000 characters long'],
  ])('%s leads nowhere', (values, problem) => {
    expect(readLocation(base, values)).toMatchObject({ url: null, isBroken: true, problem });
  });

  test('the same value twice is one', () => {
    expect(readLocation(base, ['/a', '/a'])).toMatchObject({ url: 'https://shop.test/a' });
  });
});

/** fast-check's own Unicode strings take seconds to set up. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x2_ffff }), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points));

test('whatever is received: an http address without secrets, or a reason', () => {
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 3 }), (values) => {
      const { url, isBroken, problem } = readLocation(base, values);
      if (url === null) return isBroken && problem !== null;
      return !isBroken && /^https?:[/][/][^@]*$/.test(new URL(url).origin);
    }),
    { seed: 1, numRuns: 1000 },
  );
});
