import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataInAnswer, idsIn } from './data-in-answers.ts';
import { olderVersions } from './old-versions.ts';
import { doorKind, limitSign } from './rate-limit-signs.ts';

// OWASP-1
describe('data in answers', () => {
  it.each([
    [
      '{"users":[{"email":"a@b.c","password_hash":"$2b$10"},{"email":"d@e.f"}]}',
      ['password_hash'],
      { email: 2 },
    ],
    ['{"password":"","token":null,"secret":"***"}', [], {}],
    ['{"title":"Tide lamp","priceCents":8900}', [], {}],
    ['[]', [], {}],
  ])('%s', (body, secretFields, personal) => {
    expect(dataInAnswer(body)).toEqual({ secretFields, personal });
  });

  it('what is no JSON says nothing, ids are found, no text makes it throw', () => {
    expect(dataInAnswer('<!doctype html>')).toBeNull();
    expect(idsIn('{"orders":[{"id":"o-1"},{"id":7,"member_id":"m1","note":"id"}]}')).toEqual([
      'o-1',
      '7',
      'm1',
    ]);
    fc.assert(
      fc.property(fc.json(), (body) => {
        dataInAnswer(body);
        expect(idsIn(body).length).toBeLessThanOrEqual(20);
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(idsIn(`[${'['.repeat(5000)}`)).toEqual([]);
  });
});

describe('older versions', () => {
  it.each([
    [
      'https://api.test/v3/orders?x=1',
      ['https://api.test/v2/orders?x=1', 'https://api.test/v1/orders?x=1'],
      'https://api.test/v97/orders?x=1',
    ],
    ['https://api.test/api/v2', ['https://api.test/api/v1'], 'https://api.test/api/v97'],
    ['https://api.test/api/v1/orders', [], 'https://api.test/api/v97/orders'],
  ])('%s', (url, older, none) => {
    expect(olderVersions(url)?.older.map((each) => each.url)).toEqual(older);
    expect(olderVersions(url)?.none).toBe(none);
  });

  it('an address without a version has none', () => {
    expect(olderVersions('https://api.test/api/video/2')).toBeNull();
  });
});

describe('limits', () => {
  it.each([
    [429, [], '', 'limited'],
    [503, [['retry-after', '60']], '', 'limited'],
    [403, [], 'Too many attempts, wait', 'limited'],
    [200, [], '<div class="cf-turnstile">', 'challenged'],
    [401, [['ratelimit', 'limit=10, remaining=9']], '', 'announced'],
    [401, [], 'wrong', 'none'],
  ] as const)('%i %j %s: %s', (status, fields, body, sign) => {
    expect(limitSign(status, fields, body)).toBe(sign);
  });

  it.each([
    ['https://a.test/login', 'login'],
    ['https://a.test/api/auth/register', 'sign-up'],
    ['https://a.test/waitlist', 'sign-up'],
    ['https://a.test/orders', null],
    ['https://a.test/authors', null],
  ])('%s is %s', (url, kind) => {
    expect(doorKind(url)).toBe(kind);
  });
});
