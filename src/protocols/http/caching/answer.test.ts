import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields } from '../fields.ts';
import { cacheAnswer, cacheSentence } from './answer.ts';
import { cacheStatement } from './cache-status.ts';
import type { CacheKind } from './exchange.ts';
import { marksOf, personalCookies, personalWords } from './visitor-marks.ts';

const nowMs = Date.UTC(2026, 10, 22);
const lines = (...all: readonly string[]): Fields =>
  all.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const);
const sentence = (kind: CacheKind, ...all: readonly string[]): string =>
  cacheSentence(
    cacheAnswer(kind, {
      request: { method: 'GET', url: 'https://a.test/', fields: [] },
      response: { status: 200, fields: lines(...all) },
      nowMs,
    }),
  );

describe('who keeps an answer, how long, and why', () => {
  it.each<readonly [CacheKind, readonly string[], string]>([
    [
      'shared',
      ['cache-control: no-store'],
      'not kept: cache-control says no-store (RFC 9111 section 5.2.2.5)',
    ],
    [
      'shared',
      ['cache-control: private, max-age=60'],
      'not kept: cache-control says private (RFC 9111 section 5.2.2.7)',
    ],
    ['private', ['cache-control: private, max-age=60'], 'kept for 60 s (max-age)'],
    ['shared', ['cache-control: max-age=60, s-maxage=5'], 'kept for 5 s (s-maxage)'],
    ['private', ['cache-control: max-age=60, s-maxage=5'], 'kept for 60 s (max-age)'],
    ['cdn', ['cache-control: no-store', 'cdn-cache-control: max-age=9'], 'kept for 9 s (max-age)'],
    ['shared', ['cache-control: no-cache'], 'kept, but asked for again every time'],
    ['shared', ['last-modified: Thu, 12 Nov 2026 00:00:00 GMT'], 'kept for 86400 s (heuristic)'],
    [
      'shared',
      ['cache-control: max-age=60', 'vary: Accept-Encoding, Origin'],
      'kept for 60 s (max-age) per accept-encoding, origin',
    ],
    ['shared', ['cache-control: max-age=60', 'vary: *'], 'kept, but asked for again every time'],
  ])('%s, %j', (kind, fields, expected) => {
    expect(sentence(kind, ...fields)).toBe(expected);
  });
});

describe('what a cache on the way says it did', () => {
  it.each([
    ['cache-status: origin; fwd=miss, edge; hit; ttl=30', 'hit'],
    ['cache-status: edge; fwd=bypass', 'bypass'],
    ['cache-status: edge; fwd=uri-miss; stored', 'miss'],
    ['cache-status: not a list (', 'unclear'],
    ['cf-cache-status: HIT', 'hit'],
    ['cf-cache-status: DYNAMIC', 'bypass'],
    ['cf-cache-status: REVALIDATED', 'revalidated'],
    ['x-cache: MISS, HIT', 'hit'],
    ['x-cache: Hit from cloudfront', 'hit'],
    ['x-cache: TCP_MISS from a192', 'miss'],
    ['x-vercel-cache: STALE', 'stale'],
    ['x-varnish: 12345 6789', 'hit'],
    ['age: 12', 'hit'],
  ])('%s: %s', (line, outcome) => {
    expect(cacheStatement(lines(line))?.outcome).toBe(outcome);
  });

  it('nobody speaks', () => {
    expect(cacheStatement(lines('content-type: text/html', 'age: 0'))).toBeNull();
  });
});

describe('what belongs to one visitor', () => {
  const mine = marksOf(
    lines('set-cookie: sid=aaaaaaaaaaaaaaaa1; Secure', 'set-cookie: lang=en'),
    '<p>code aaaaaaaaaaaaaaaa1',
  );
  const theirs = marksOf(
    lines('set-cookie: sid=bbbbbbbbbbbbbbbb2; Secure', 'set-cookie: lang=en'),
    '<p>code bbbbbbbbbbbbbbbb2',
  );
  it('a cookie with another value for everybody, not a setting', () => {
    expect(personalCookies(mine, theirs)).toEqual([['sid', 'aaaaaaaaaaaaaaaa1']]);
    expect(personalCookies(mine, mine)).toEqual([]);
  });
  it('words one visitor always sees; a nonce that changes each time is not one', () => {
    const again = marksOf([], '<p>code aaaaaaaaaaaaaaaa1 nonce zzzzzzzzzzzzzz99');
    expect(personalWords([mine, again], theirs)).toEqual(['aaaaaaaaaaaaaaaa1']);
  });
});

it('whatever a server sends, the evaluator answers with a finite lifetime of at least zero', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.constantFrom('max-age=1', 'no-store, max-age="', 'Thu, 01 Jan 1970 00:00:00 GMT', '*'),
  );
  const name = fc.constantFrom(
    'cache-control',
    'cdn-cache-control',
    'expires',
    'date',
    'age',
    'vary',
    'last-modified',
    'cache-status',
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, value), { maxLength: 8 }),
      fc.integer({ min: 100, max: 599 }),
      (fields, status) => {
        const request = { method: 'GET', url: 'https://a.test/', fields: [] };
        for (const kind of ['private', 'shared', 'cdn'] as const) {
          const { lifetime } = cacheAnswer(kind, { request, response: { status, fields }, nowMs });
          expect(Number.isFinite(lifetime.seconds) && lifetime.seconds >= 0).toBe(true);
        }
        cacheStatement(fields);
      },
    ),
    { seed: 9111 },
  );
});
