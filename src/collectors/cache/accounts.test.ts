import { describe, expect, it } from 'vitest';
import type { Manifest, ManifestTestAccount } from '../../model/manifest.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import type { FakeAnswer } from '../../outside/fake/http.ts';
import { signIn } from './accounts.ts';
import { SignedCrossing } from './signed-crossing.ts';
import { Visitor } from './visiting.ts';

// EDGE-7: test accounts log in, and nothing of one may reach another.
const manifest = {
  product: { domain: 'shop.test', canonicalHost: 'shop.test' },
  hosts: [],
} as unknown as Manifest;
const account = (id: string, over: Partial<ManifestTestAccount> = {}): ManifestTestAccount => ({
  id,
  login: { method: 'POST', url: '/login' },
  form: { email: `${id}@shop.test`, password: 'env:SECRET' },
  isJson: false,
  headers: {},
  ...over,
});
const login: FakeAnswer = (request) => {
  const email = new URLSearchParams(String(request.body)).get('email') ?? '';
  return {
    status: 303,
    headers: { location: '/account', 'set-cookie': `session=token-of-${email}; Path=/; Secure` },
  };
};
const world = (routes: Record<string, FakeAnswer> = {}) =>
  fakeOutside({
    env: { SECRET: 'correct horse' },
    http: { 'POST https://shop.test/login': login, ...routes },
  });
const { signal } = new AbortController();

describe('logging a test account in', () => {
  it('sends the form with its secret, keeps the cookie, names the account without its password', async () => {
    const outside = world();
    const result = await signIn(account('ana'), {
      outside,
      asking: { http: outside.http, signal },
      manifest,
    });
    expect(result.ok && result.value.identities).toEqual(['ana@shop.test']);
    expect(result.ok && result.value.visitor.hasSessionFor('https://shop.test/account')).toBe(true);
    expect(outside.http.requests[0]).toMatchObject({
      body: 'email=ana%40shop.test&password=correct+horse',
      isCertificateRequired: true,
    });
  });

  it.each<[string, Partial<ManifestTestAccount>, Record<string, FakeAnswer>, string]>([
    [
      'over http',
      { login: { method: 'POST', url: 'http://shop.test/login' } },
      {},
      'no password is sent there',
    ],
    [
      'to somebody else',
      { login: { method: 'POST', url: 'https://evil.test/login' } },
      {},
      'no password is sent there',
    ],
    [
      'without its secret',
      { form: { password: 'env:MISSING' } },
      {},
      'env:MISSING: this environment variable is not set',
    ],
    [
      'with a wrong password',
      {},
      { 'POST https://shop.test/login': { status: 401 } },
      'could not log in: /login answers 401',
    ],
    ['where no cookie is set', {}, { 'POST https://shop.test/login': { status: 200 } }, 'sets no cookie'],
    [
      'to a server nobody trusts',
      {},
      { 'POST https://shop.test/login': { tls: { authorizationError: 'SELF_SIGNED_CERT_IN_CHAIN' } } },
      'SELF_SIGNED_CERT_IN_CHAIN',
    ],
  ])('%s: refused, with the reason', async (_story, over, routes, words) => {
    const outside = world(routes);
    const result = await signIn(account('ana', over), {
      outside,
      asking: { http: outside.http, signal },
      manifest,
    });
    expect(result.ok ? 'in' : result.error.message).toContain(words);
    expect(JSON.stringify(result)).not.toContain('correct horse');
  });
});

describe('one page, two accounts and strangers', () => {
  const url = 'https://shop.test/account';
  /** Says hello by session; kept under the key given, if any. */
  function shop(keyOf: (url: string, cookie: string) => string | null): FakeAnswer {
    const kept = new Map<string, FakeAnswer>();
    return (request) => {
      const cookie = request.headers?.find(([name]) => name === 'cookie')?.[1] ?? '';
      const key = keyOf(request.url, cookie);
      const known = key === null ? undefined : kept.get(key);
      if (known !== undefined) return known;
      const email = cookie.replace('session=token-of-', '');
      if (email === '') return { status: 303, headers: { location: '/login' } };
      const answer = {
        headers: { 'content-type': 'text/html' },
        body: `<p>Hello, ${email}. Team: all@shop.test</p>`,
      };
      if (key !== null) kept.set(key, answer);
      return answer;
    };
  }
  async function cross(answer: FakeAnswer) {
    const outside = world({ 'https://shop.test/account*': answer });
    const asking = { http: outside.http, signal };
    const owners = [];
    for (const id of ['ana', 'ben']) {
      const signed = await signIn(account(id), { outside, asking, manifest });
      if (signed.ok) owners.push(signed.value);
    }
    const stranger = (): Visitor => new Visitor('a stranger', asking, { nowMs: 0 });
    return new SignedCrossing({ url, owners, stranger, random: outside.random }).run();
  }

  it.each<[string, (url: string, cookie: string) => string | null]>([
    ['no cache', () => null],
    ['a cache that keeps sessions apart', (at, cookie) => (cookie === '' ? null : `${at} ${cookie}`)],
  ])('%s: silent', async (_story, keyOf) => {
    const { marks, crossings } = await cross(shop(keyOf));
    expect(marks).toBeGreaterThan(0);
    expect(crossings).toEqual([]);
  });

  it.each<[string, (url: string, cookie: string) => string | null]>([
    ['a cache that looks at the address only', (at) => at],
    ['a cache that leaves the query out', (at) => at.split('?')[0] ?? at],
    ['a cache that passes queries through', (at) => (at.includes('?') ? null : at)],
  ])('%s: found, with what was said, shortened', async (_story, keyOf) => {
    const { crossings } = await cross(shop(keyOf));
    expect(crossings[0]).toMatchObject({ url, what: 'what names the account', from: 'ana' });
    const text = JSON.stringify(crossings);
    expect(text).toContain('with cookie toke… (');
    expect(text).not.toContain('ana@shop.test');
    expect(text).not.toContain('token-of-ana');
  });

  it('a page that does not answer is told, not passed', async () => {
    expect(await cross({ error: 'timed-out' })).toMatchObject({ marks: null, failure: expect.any(String) });
  });
});
