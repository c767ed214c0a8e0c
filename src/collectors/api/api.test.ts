import { describe, expect, it } from 'vitest';
import type { ApiLimits } from '../../facts/api/limits.ts';
import type { ApiObjects } from '../../facts/api/objects.ts';
import type { AskedRoutes } from '../../facts/api/routes.ts';
import { loginForm, sampleCrawl, samplePage } from '../../facts/pages/reading/sample.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { HttpRequest } from '../../model/outside-http.ts';
import type { FakeAnswer, FakeRoutes } from '../../outside/fake/http.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import limits from './limits.ts';
import objects from './objects.ts';
import routes from './routes.ts';

// OWASP-1
const origin = 'https://shop.test';
const route = (method: string, url: string, needsAuth = false) => ({
  id: url,
  method,
  url,
  needsAuth,
  isHot: false,
  p95Ms: null,
  isWebhook: false,
});
const manifestWith = (over: object): Manifest =>
  ({
    product: { domain: 'shop.test', canonicalHost: null },
    hosts: [],
    routes: [],
    testAccounts: [],
    ...over,
  }) as unknown as Manifest;

async function collected<T>(
  collector: { readonly collect: (context: never) => Promise<{ readonly state: string }> },
  http: FakeRoutes,
  over: {
    readonly manifest?: Manifest;
    readonly isActiveAllowed?: boolean;
    readonly crawl?: object;
    readonly env?: Record<string, string>;
  } = {},
): Promise<{ value: T; requests: readonly HttpRequest[] }> {
  const outside = fakeOutside({ http, env: over.env ?? {} });
  const context = {
    target: { kind: 'host', name: 'shop.test' },
    inputs: { crawl: over.crawl ?? sampleCrawl(samplePage()) },
    manifest: over.manifest ?? manifestWith({}),
    outside,
    signal: new AbortController().signal,
    consent: { isActiveAllowed: over.isActiveAllowed ?? true },
  };
  const fact = (await collector.collect(context as never)) as unknown as { value: T };
  return { value: fact.value, requests: outside.http.requests };
}

const json = (body: string, status = 200): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});

describe('routes', () => {
  const manifest = manifestWith({
    routes: [
      route('GET', '/v2/orders', true),
      route('POST', '/v2/orders', true),
      route('GET', '/v2/items/:id'),
    ],
  });
  const http: FakeRoutes = {
    [`GET ${origin}/v2/orders`]: json('{"orders":[{"email":"a@b.test"}]}'),
    [`POST ${origin}/v2/orders`]: json('{}', 401),
    [`${origin}/v1/orders`]: json('[]'),
    [`TRACE ${origin}/`]: ({ headers = [] }) =>
      headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
    [`${origin}/*`]: { status: 404 },
  };

  it('declared routes, their names and counts, an echo and an older version', async () => {
    const { value } = await collected<AskedRoutes>(routes, http, { manifest });
    expect(value.answers.map(({ method, status, personal }) => [method, status, personal])).toEqual([
      ['GET', 200, { email: 1 }],
      ['POST', 401, {}],
    ]);
    expect(value.trace).toEqual({ url: `${origin}/`, status: 200, isEchoed: true });
    expect(value.olderVersions).toEqual([
      { url: `${origin}/v1/orders`, of: `${origin}/v2/orders`, version: 1, status: 200 },
    ]);
    expect(JSON.stringify(value)).not.toContain('a@b.test');
  });

  it('without consent nothing but GET and TRACE is sent', async () => {
    const { requests } = await collected<AskedRoutes>(routes, http, { manifest, isActiveAllowed: false });
    expect(new Set(requests.map(({ method = 'GET' }) => method))).toEqual(new Set(['GET', 'TRACE']));
  });
});

describe('limits', () => {
  const crawl = sampleCrawl({ ...samplePage(), forms: [{ ...loginForm }] });
  const try_ = (answer: FakeAnswer, more: object = {}) =>
    collected<Extract<ApiLimits, { isAsked: true }>>(limits, { [`${origin}/*`]: answer }, { crawl, ...more });

  it('forty tries at most, of somebody who does not exist', async () => {
    const { value, requests } = await try_({ status: 401 });
    expect(value.doors).toMatchObject([
      { url: `${origin}/login`, kind: 'login', asked: 40, sign: 'none', statuses: '401 ×40' },
    ]);
    expect(requests).toHaveLength(40);
    expect(String(requests[0]?.body)).toContain('launch-ready.invalid');
  });

  it('ends when it is stopped, when a limit is announced, or when nobody gets in', async () => {
    let n = 0;
    const limited = await try_(() => ({ status: (n += 1) > 10 ? 429 : 401 }));
    expect(limited.value.doors[0]).toMatchObject({ sign: 'limited', limitedAt: 11 });
    expect((await try_({ status: 401, headers: { ratelimit: 'limit=10' } })).requests).toHaveLength(4);
    expect((await try_({ status: 419 })).value.doors[0]).toMatchObject({ sign: 'unclear', asked: 4 });
    expect((await try_({ status: 422 })).value.doors[0]).toMatchObject({ sign: 'unclear', asked: 40 });
  });

  it('without consent nobody is asked', async () => {
    const { value, requests } = await try_({ status: 401 }, { isActiveAllowed: false });
    expect(value).toMatchObject({ isAsked: false, waiting: ['doors'] });
    expect(requests).toEqual([]);
  });

  it('a huge body beside a small one', async () => {
    const manifest = manifestWith({ routes: [route('POST', '/orders')] });
    const ask = async (answer: FakeAnswer) =>
      (
        await collected<Extract<ApiLimits, { isAsked: true }>>(
          limits,
          { [`${origin}/orders`]: answer },
          { manifest },
        )
      ).value.largeBody;
    expect(await ask(json('{"error":"bad"}', 400))).toMatchObject({
      isSameAnswer: true,
      status: 400,
      smallStatus: 400,
    });
    const isLarge = (request: HttpRequest): boolean => (request.body?.length ?? 0) > 1_000_000;
    expect(await ask((request) => (isLarge(request) ? { status: 413 } : json('{}', 400)))).toMatchObject({
      status: 413,
      isSameAnswer: false,
    });
    expect(await ask((request) => (isLarge(request) ? { error: 'reset' } : json('{}', 400)))).toMatchObject({
      status: null,
      error: 'reset',
    });
  });
});

describe('objects of others', () => {
  const manifest = manifestWith({
    routes: [route('GET', '/orders', true), route('GET', '/orders/{id}', true)],
    testAccounts: [
      {
        id: 'ana',
        login: { method: 'POST', url: '/login' },
        form: { email: 'ana@x.test', password: 'env:ANA' },
        isJson: false,
        headers: {},
      },
      { id: 'ben', login: null, form: {}, isJson: false, headers: { authorization: 'env:BEN' } },
    ],
  });
  const env = { ANA: 'ana-secret', BEN: 'Bearer ben-secret' };
  const who = ({ headers = [] }: HttpRequest): string =>
    headers.some(([, value]) => value.includes('sid=ana1'))
      ? 'ana'
      : headers.some(([, value]) => value.includes('ben-secret'))
        ? 'ben'
        : 'nobody';
  const shop = (mayRead: (by: string) => boolean): FakeRoutes => ({
    [`POST ${origin}/login`]: ({ body }) =>
      String(body).includes('ana-secret')
        ? { status: 303, headers: { 'set-cookie': 'sid=ana1; Secure; HttpOnly' } }
        : { status: 401 },
    [`${origin}/orders`]: (request) =>
      who(request) === 'nobody'
        ? { status: 401 }
        : json(who(request) === 'ana' ? '{"orders":[{"id":"o-1"}]}' : '[]'),
    [`${origin}/orders/o-1`]: (request) =>
      mayRead(who(request)) ? json('{"id":"o-1","street":"Pier 1"}') : { status: 404 },
  });
  const look = (http: FakeRoutes, more: object = {}) =>
    collected<Extract<ApiObjects, { isAsked: true }>>(objects, http, { manifest, env, ...more });

  it('what one may read and the other, too, is told without its content', async () => {
    const { value } = await look(shop((by) => by !== 'nobody'));
    expect(value.trials).toEqual([
      { url: `${origin}/orders/o-1`, owner: 'ana', by: 'ben', status: 200, isOwnersAnswer: true },
      { url: `${origin}/orders/o-1`, owner: 'ana', by: 'a stranger', status: 404, isOwnersAnswer: false },
    ]);
    expect(JSON.stringify(value)).not.toMatch(/Pier|secret|ana1/);
  });

  it('a careful shop refuses both', async () => {
    const { value } = await look(shop((by) => by === 'ana'));
    expect(value.trials.map(({ status }) => status)).toEqual([404, 404]);
    expect(value.problems).toEqual([]);
  });

  it('a login that fails, a missing reference and missing consent are told, and prove nothing', async () => {
    const wrong = await look(
      shop(() => true),
      { env: { ...env, ANA: 'wrong' } },
    );
    expect(wrong.value.problems).toEqual(['the login of test account ana was refused (401)']);
    const missing = await look(
      shop(() => true),
      { env: { ANA: 'ana-secret' } },
    );
    expect(missing.value.problems).toEqual([
      'a reference of test account ben gives no value on this machine',
    ]);
    const without = await look(
      shop(() => true),
      { isActiveAllowed: false },
    );
    expect(without.value).toMatchObject({ isAsked: false, isConsentMissing: true });
    expect(without.requests).toEqual([]);
  });
});
