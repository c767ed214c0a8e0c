import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRoutes } from '../../src/server/http/app.ts';
import type { Route } from '../../src/server/http/route.ts';
import { newSecret, secretHash } from '../../src/server/auth/secrets.ts';
import { serverLab } from './server-lab.ts';
import type { Lab } from './server-lab.ts';
import { routeInput } from './server-watch-lab.ts';

// SEC-1, MON-10: roles and tokens.
let lab: Lab;
let routes: readonly Route[];
beforeAll(async () => {
  lab = await serverLab();
  routes = await loadRoutes(lab.running.server);
});
afterAll(() => lab.close());

/** Guarded by the key of the sender (`ingest-sentry.test.ts`). */
const isOfSenders = (route: string): boolean =>
  /^(?:POST|OPTIONS) \/api\/(?::project\/)?(?:envelope|store|security)$/.test(route);
const place = (path: string): string => path.replaceAll(/:(\w+)/g, 'x');
const send = (route: Route, visitor: Lab['anonymous'], headers: Readonly<Record<string, string>> = {}) =>
  route.method === 'GET'
    ? visitor.get(place(route.path), headers)
    : visitor.send(route.method, place(route.path), {}, headers);

describe('every route', () => {
  test('there are many, and each says who may call it', () => {
    expect(routes.length).toBeGreaterThan(50);
    const open = routes
      .filter(({ access }) => access === 'public')
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.filter((path) => path.includes('/api/') && !isOfSenders(path))).toEqual([
      'GET /api/session',
      'POST /api/session',
      'POST /api/session/setup',
    ]);
  });

  test('nobody gets in without signing in', async () => {
    for (const route of routes.filter(({ access }) => access !== 'public')) {
      const { status } = await send(route, lab.anonymous);
      expect([route.method, route.path, status]).toEqual([route.method, route.path, 401]);
    }
  });

  test('a viewer changes nothing, an editor gives nobody access', async () => {
    const viewer = await lab.signIn('viewer');
    const editor = await lab.signIn('editor');
    for (const route of routes.filter(({ access }) => access === 'editor' || access === 'owner')) {
      expect([route.path, (await send(route, viewer)).status]).toEqual([route.path, 403]);
      if (route.access === 'owner')
        expect([route.path, (await send(route, editor)).status]).toEqual([route.path, 403]);
    }
  });

  test('a session without the token of its pages changes nothing (CSRF)', async () => {
    const owner = await lab.signIn('owner');
    owner.csrf = null;
    for (const route of routes.filter(({ method, access }) => method !== 'GET' && access !== 'public')) {
      const { status, json } = await send(route, owner);
      expect([route.path, status, json.error.code]).toEqual([route.path, 403, 'not-from-here']);
    }
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a page that is not ours', { 'sec-fetch-site': 'cross-site' }],
    ['a sister host', { 'sec-fetch-site': 'same-site' }],
  ])('a request from %s is refused even with the token', async (_what, headers) => {
    const owner = await lab.signIn('owner');
    const { status, json } = await owner.send('POST', '/api/settings/drill', {}, headers);
    expect([status, json.error.code]).toEqual([403, 'not-from-here']);
  });

  test('a form of another site cannot send JSON', async () => {
    const { status } = await lab.anonymous.send(
      'POST',
      '/api/session',
      { email: 'a', password: 'b' },
      { 'content-type': 'text/plain' },
    );
    expect(status).toBe(415);
  });
});

describe('tokens of machines', () => {
  const token = async (
    kind: 'token' | 'probe' | 'ingest',
    more: { role?: 'viewer' | 'editor'; expiresAt?: number } = {},
  ) => {
    const secret = newSecret(kind, lab.running.server.outside.random);
    await lab.store.people.putCredential({
      hash: secretHash(secret),
      kind,
      user: null,
      name: `${kind}-x`,
      role: more.role ?? 'viewer',
      createdAt: lab.clock.now(),
      expiresAt: (more.expiresAt ?? null) as null,
      lastUsedAt: null,
    });
    return { authorization: `Bearer ${secret}` };
  };

  test('a token acts by its role and needs no CSRF token', async () => {
    const editor = await token('token', { role: 'editor' });
    expect((await lab.anonymous.get('/api/overview', editor)).status).toBe(200);
    expect((await lab.anonymous.send('POST', '/api/deploys', { version: '1.0' }, editor)).status).toBe(201);
    expect((await lab.anonymous.send('POST', '/api/settings/tokens', {}, editor)).status).toBe(403);
  });

  test('a probe may do the work of probes and nothing else', async () => {
    const probe = await token('probe');
    expect((await lab.anonymous.get('/api/probe/work', probe)).status).toBe(200);
    for (const path of ['/api/overview', '/api/monitors', '/api/settings', '/metrics'])
      expect((await lab.anonymous.get(path, probe)).status).toBe(403);
  });

  test('one that has ended, or was never given, is nobody', async () => {
    const ended = await token('token', { expiresAt: lab.clock.now() });
    expect((await lab.anonymous.get('/api/overview', ended)).status).toBe(401);
    const made = { authorization: `Bearer lr_token_${'A'.repeat(43)}` };
    expect((await lab.anonymous.get('/api/overview', made)).status).toBe(401);
  });
});

describe('secrets', () => {
  test('stand in no log line, trail or figure, wherever somebody put them', async () => {
    const owner = await lab.signIn('owner');
    const made = await owner.send('POST', '/api/settings/tokens', {
      name: 'ci',
      kind: 'token',
      role: 'editor',
    });
    const secret: string = made.json.secret;
    const smtp = 'smtps://alerts:hunter2hunter2@mail.example?from=alerts@shop.example';
    const signing = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    const bearer = { authorization: `Bearer ${secret}` };
    expect((await lab.anonymous.get('/api/overview', bearer)).status).toBe(200);
    await lab.anonymous.get(`/api/overview?token=${secret}`);
    await lab.anonymous.get(`/api/monitors/${secret}`, bearer);
    await lab.anonymous.get(`/ping/${secret}/backup`);
    await lab.anonymous.send('POST', '/api/session', { email: `${secret}@x.example`, password: secret });
    await lab.anonymous.send('POST', '/api/deploys', { version: secret, url: 7 }, bearer);
    await owner.send(
      'POST',
      '/api/settings/routes',
      routeInput({ id: 'mail', channel: 'email', to: 'a@b.example', secret: smtp }),
    );
    await owner.send(
      'POST',
      '/api/settings/routes',
      routeInput({ id: 'hook', to: 'https://hooks.example/T0/B0/verysecretpath', secret: signing }),
    );
    await owner.send('POST', '/api/settings/routes', routeInput({ id: 'wrong', channel: signing, to: smtp }));
    const seen = [
      lab.lines.join(''),
      (await owner.get('/api/audit-trail')).text,
      (await owner.get('/api/settings')).text,
      (await owner.get('/metrics')).text,
    ];
    const session = owner.cookie?.split('=')[1] ?? '';
    expect([secret, session].map((each) => each.length > 40)).toEqual([true, true]);
    for (const hidden of [secret, session, owner.csrf ?? '', 'hunter2hunter2', signing, 'verysecretpath'])
      expect(seen.map((text) => text.includes(hidden))).toEqual([false, false, false, false]);
  });

  test('what is refused is not repeated whole in the answer', async () => {
    const owner = await lab.signIn('owner');
    const { text } = await owner.send('POST', '/api/settings/tokens', {
      name: 'ci',
      kind: `lr_token_${'A'.repeat(43)}`,
    });
    expect(text).not.toContain('A'.repeat(43));
  });
});

describe('what is sent', () => {
  test('too much of it is refused before it is read', async () => {
    const owner = await lab.signIn('owner');
    const { status, json } = await owner.send('POST', '/api/monitors', { title: 'x'.repeat(100_000) });
    expect([status, json.error.code]).toEqual([413, 'too-large']);
  });

  test('every answer carries the policy', async () => {
    const { headers } = await lab.anonymous.get('/api/session');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; style-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each(['/../../etc/passwd', '/assets/../../watch.key', '/assets/%2e%2e%2fwatch.key', '/watch.key'])(
    '%s is no file',
    async (path) => {
      const { status, text } = await lab.anonymous.get(path);
      expect([404, 503]).toContain(status);
      expect(text).not.toMatch(/root:/);
    },
  );
});
