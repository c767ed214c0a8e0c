import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from './acceptance.ts';
import { cookieKind } from './cookie-kind.ts';
import { redactedSetCookie } from './redacted-cookie.ts';
import { maxLifetimeMs, readSetCookie } from './set-cookie.ts';

const nowMs = Date.UTC(2026, 10, 22);
const read = (text: string) => readSetCookie(text, { nowMs });

describe('Set-Cookie as browsers read it now (RFC 6265bis)', () => {
  it('a value without a name is a cookie, nothing at all is none', () => {
    expect(read('only')?.value).toBe('only');
    expect(read('=')).toBeNull();
    expect(read('a=b\u0007c')).toBeNull();
  });
  it('no cookie lives longer than 400 days', () => {
    expect(read('a=b; Max-Age=99999999999')?.expiresMs).toBe(nowMs + maxLifetimeMs);
    expect(read('a=b; Max-Age=0')?.expiresMs).toBe(0);
  });
  it('more than 4096 bytes are dropped', () => {
    expect(read(`a=${'x'.repeat(4095)}`)?.name).toBe('a');
    expect(read(`a=${'x'.repeat(4096)}`)).toBeNull();
  });
  it.each([
    ['a=b; Domain=co.uk', "Domain=co.uk is not one owner's"],
    ['a=b; Domain=other.test', 'Domain=other.test does not cover shop.co.uk'],
    ['a=b; SameSite=None', 'SameSite=None needs Secure'],
    ['__secure-a=b', 'the __Secure- prefix needs Secure'],
    ['__Host-a=b; Secure', 'the __Host- prefix needs Path=/'],
    ['__Host-a=b; Secure; Path=/', null],
    ['a=b; Domain=.shop.co.uk', null],
  ])('%s: %s', (text, expected) => {
    const cookie = read(text);
    expect(
      cookie === null ? 'unread' : refusal(cookie, { host: 'shop.co.uk', path: '/', isSecure: true }),
    ).toBe(expected);
  });
});

it.each([
  ['PHPSESSID', 'session'],
  ['__Host-session', 'session'],
  ['connect.sid', 'session'],
  ['auth_token', 'session'],
  ['XSRF-TOKEN', 'anti-csrf'],
  ['_ga', 'other'],
  ['AWSALB', 'other'],
  ['lang', 'other'],
  ['cookie_consent', 'other'],
])('%s is for: %s', (name, kind) => {
  expect(cookieKind(name)).toBe(kind);
});

it('what is kept of a cookie never holds its value, and reads the same otherwise', () => {
  const text = fc.string({ maxLength: 200 });
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.stringMatching(/^[A-Z0-9]{8,40}$/),
      text,
      (name, value, tail) => {
        const kept = redactedSetCookie(`${name}=${value}; Secure`);
        expect(kept).not.toContain(value);
        expect(read(kept)).toMatchObject({ name, isSecure: true });
        read(tail);
        redactedSetCookie(tail);
      },
    ),
    { seed: 6265 },
  );
});
