import { afterEach, describe, expect, test } from 'vitest';
import { logsOf, request, sendExport, traceIdOf, tracesOf, type SpanInput } from './otlp-lab.ts';
import { monitorInput, serverLab, type Lab, type Visitor } from './server-lab.ts';

// MON-5, MON-7, MON-8, MON-9, PERF-3, PERF-5: a shop tells of itself, something breaks inside, somebody is told what and since when.
let lab: Lab;
afterEach(() => lab.close());

const hook = 'https://hooks.example/in';
const minute = 60_000;

interface Told {
  readonly type: string;
  readonly data: { readonly title: string; readonly severity: string; readonly lastChange: string | null };
}

async function open(): Promise<{ readonly owner: Visitor; readonly told: () => readonly Told['data'][] }> {
  lab = await serverLab({ http: { [`POST ${hook}`]: 'ok' } });
  const owner = await lab.signIn();
  const route = {
    id: 'hook',
    channel: 'webhook',
    to: hook,
    severities: ['critical', 'warning', 'info'],
    owner: null,
    hours: null,
    escalatesTo: null,
    afterMinutes: 0,
  };
  expect((await owner.send('POST', '/api/settings/routes', route)).status).toBe(201);
  const told = (): readonly Told['data'][] =>
    lab.requests.filter(({ url }) => url === hook).map(({ body }) => (JSON.parse(String(body)) as Told).data);
  return { owner, told };
}

interface Shop {
  readonly signup?: number;
  readonly order?: number;
  readonly orderMs?: number;
  readonly signups?: number;
  readonly orders?: number;
  readonly release?: string;
}

/** A minute of the shop: 20 pages, 4 signups, 2 carts, 2 orders. */
function minuteOf(at: number, shop: Shop): readonly SpanInput[] {
  const { signup = 201, order = 201, orderMs = 120, signups = 4, orders = 2 } = shop;
  const many = (count: number, make: (number: number) => SpanInput): readonly SpanInput[] =>
    Array.from({ length: count }, (_, number) => make(number));
  return [
    ...many(20, (number) =>
      request(at, { path: number % 2 === 0 ? '/' : '/products/:id', tookMs: 20 + number }),
    ),
    ...many(signups, () => request(at, { method: 'POST', path: '/signup', status: signup, tookMs: 60 })),
    ...many(2, () => request(at, { method: 'POST', path: '/cart', status: 201, tookMs: 30 })),
    ...many(orders, () => request(at, { method: 'POST', path: '/orders', status: order, tookMs: orderMs })),
  ];
}

async function send(spans: readonly SpanInput[], { release = '1.0.0' }: Shop = {}): Promise<void> {
  expect((await sendExport(lab, 'traces', { body: tracesOf(spans, { release }) })).status).toBe(200);
}

/** The minutes before now, told at once by a collector that was cut off meanwhile. */
async function shopBefore(minutes: number, shop: Shop = {}): Promise<void> {
  const now = lab.clock.now();
  for (let ago = minutes; ago > 0; ago -= 1) await send(minuteOf(now - ago * minute, shop), shop);
  await lab.running.server.inside.flush();
}

async function shopMinutes(count: number, shop: Shop = {}): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await send(minuteOf(lab.clock.now(), shop), shop);
    await lab.clock.advance(minute);
  }
}
const settle = (): Promise<void> => lab.clock.advance(45_000);

describe('a check that fails', () => {
  test('leads to what the server did meanwhile, and counts as nobody’s visit', async () => {
    lab = await serverLab({ http: { 'https://shop.example/': { status: 503 } } });
    const owner = await lab.signIn();
    await owner.send('POST', '/api/monitors', monitorInput());
    await lab.clock.advance(4 * minute);
    const parents = lab.requests.flatMap(({ headers }) =>
      (headers ?? []).filter(([name]) => name === 'traceparent'),
    );
    for (const [at, [, parent = '']] of parents.entries()) {
      const [, traceId = '', parentId = ''] = parent.split('-');
      const span = { ...request(lab.clock.now(), { status: 503 }), traceState: 'launchready=probe' };
      const body = JSON.parse(
        JSON.stringify(tracesOf([span])).replace(traceIdOf(span.trace), traceId),
      ) as object;
      expect([at, parentId.length, (await sendExport(lab, 'traces', { body })).status]).toEqual([
        at,
        16,
        200,
      ]);
    }
    await lab.clock.advance(minute);
    const [row] = (await owner.get('/api/incidents')).json.rows;
    const { evidence } = (await owner.get(`/api/incidents/${row.id}`)).json;
    const { trace } = evidence.find((seen: { readonly trace: string | null }) => seen.trace !== null);
    expect(parents.map(([, parent]) => parent.split('-')[1])).toContain(trace);
    expect((await owner.get(`/api/traces/${trace}`)).json).toMatchObject({
      trace: { route: 'GET /', reason: 'probe', isFailed: true },
      spans: [{ name: 'GET /', depth: 0 }],
    });
    expect((await owner.get('/api/performance')).json.routes).toEqual([]);
    expect((await owner.get('/api/funnel')).json.isSilent).toBe(true);
  });
});

describe('MON-3: a database that is gone, told by the spans of the shop', () => {
  test('the page fails, and the incident names the query that fails and no deploy', async () => {
    lab = await serverLab({ http: { 'https://shop.example/': { status: 500, body: 'It is our fault.' } } });
    const owner = await lab.signIn();
    const query = (at: number, isFailed: boolean, trace: number): readonly SpanInput[] => {
      const asked = { ...request(at, { status: isFailed ? 500 : 200, tookMs: 40 }), trace };
      const attributes = {
        'db.system.name': 'postgresql',
        'db.query.text': `SELECT * FROM orders WHERE id = ${trace}`,
      };
      const { id } = asked;
      const within = { trace, id: id + 1, parent: id, kind: 3, atMs: at + 5, tookMs: 20 } as const;
      return [asked, { ...within, isFailed, attributes }];
    };
    const many = (count: number, at: number, isFailed: boolean): readonly SpanInput[] =>
      Array.from({ length: count }, (_, number) =>
        query(at, isFailed, 3_000_000 + (at % 1e6) * 100 + number),
      ).flat();
    await send(many(20, lab.clock.now() - 20 * minute, false));
    await send(many(12, lab.clock.now() - 10_000, true));
    await lab.clock.advance(20_000);
    await owner.send('POST', '/api/monitors', monitorInput());
    await lab.clock.advance(3 * minute);
    const [incident] = (await owner.get('/api/incidents')).json.rows;
    expect(incident.cause).toMatchObject({
      kind: 'database',
      because: 'Inside, 100 % of calls to SELECT * FROM orders WHERE id = ? fail.',
    });
  });
});

describe('a shop that tells of itself', () => {
  test('a healthy stretch: every route has its figures and nobody is told anything', async () => {
    const { told } = await open();
    await shopBefore(40);
    await shopMinutes(3);
    await sendExport(lab, 'logs', {
      body: logsOf([{ atMs: lab.clock.now(), text: 'order 17 stored in 12 ms' }]),
    });
    await settle();
    expect(told()).toEqual([]);
  });

  test('signups fail: told once with their number and since when, and once when it is over', async () => {
    const { told } = await open();
    await shopBefore(30);
    const since = new Date(lab.clock.now()).toISOString().slice(11, 16);
    await shopMinutes(3, { signup: 500 });
    await settle();
    const titles = told().map(({ title }) => title);
    expect(titles).toContainEqual(
      expect.stringMatching(new RegExp(`^About \\d+ signups failed since ${since} UTC$`)),
    );
    expect(titles).toContainEqual(expect.stringMatching(/ of POST \/signup fail/));
    expect(titles).toHaveLength(2);
    await lab.clock.advance(22 * minute);
    const all = told().map(({ title }) => title);
    expect(all.slice(2).toSorted()).toEqual([
      expect.stringMatching(/^Over: .* of POST \/signup fail/),
      expect.stringMatching(/^Over: About \d+ signups failed since/),
    ]);
  });

  test('a slow provider of payments: the route is over its budget and the trace says who is waited for', async () => {
    const { told } = await open();
    await shopBefore(5);
    for (let at = 0; at < 8; at += 1) {
      await shopMinutes(1, { orders: 4, orderMs: 2_400 });
      const now = lab.clock.now();
      const slow: readonly SpanInput[] = [
        {
          ...request(now, { method: 'POST', path: '/orders', status: 201, tookMs: 2_400 }),
          trace: 500 + at,
          id: 1 + at * 10,
        },
        {
          trace: 500 + at,
          id: 2 + at * 10,
          parent: 1 + at * 10,
          kind: 3,
          atMs: now + 50,
          tookMs: 2_100,
          attributes: {
            'http.request.method': 'POST',
            'server.address': 'api.payments.example',
            'http.response.status_code': 200,
          },
        },
      ];
      await sendExport(lab, 'traces', { body: tracesOf(slow) });
    }
    await settle();
    const titles = told().map(({ title }) => title);
    expect(titles).toContainEqual(
      expect.stringMatching(/^POST \/orders is over its budget: p95 2\.4 s, \d+ ms allowed$/),
    );
    expect(titles).toContain('POST /orders waits 2.1 s of 2.4 s for api.payments.example');
    const trace = await lab.store.traces.get(traceIdOf(501));
    expect(trace).toMatchObject({ route: 'POST /orders', reason: 'slow', release: '1.0.0' });
  });

  test('somebody tries passwords: told once with what is usual; lines without a request id are shown with what binds them', async () => {
    const { owner, told } = await open();
    const at = lab.clock.now();
    const many = (count: number, text: string, attributes: Readonly<Record<string, string>>) =>
      Array.from({ length: count }, () => ({ atMs: at, text, attributes }));
    const withId = { request_id: 'a1b2c3d4' };
    await sendExport(lab, 'logs', {
      body: logsOf([...many(60, 'login failed for member 17', withId), ...many(40, 'order stored', {})]),
    });
    await settle();
    expect(told().map(({ title, severity }) => [title, severity])).toEqual([
      ['Authentication failed: 60 lines of shop in 10 minutes, usually 0', 'warning'],
    ]);
    const { problems } = (await owner.get('/api/logs')).json;
    expect(
      problems.map(({ rule, severity, text, place }: Record<string, string>) => [
        rule,
        severity,
        text,
        place,
      ]),
    ).toEqual([
      ['logs/failed-auth', 'high', 'authentication failed', 'shop'],
      ['logs/request-id', 'medium', '40 of 100 lines carry neither trace nor request id', 'shop'],
    ]);
    await settle();
    expect(told()).toHaveLength(1);
  });

  test('a deploy after which a route fails is to be rolled back, by the figures of the product itself', async () => {
    const { owner, told } = await open();
    await shopBefore(20);
    await owner.send('POST', '/api/deploys', { version: '2.0.0', environment: 'production' });
    await shopMinutes(6, { order: 500, orders: 12, release: '2.0.0' });
    await settle();
    const titles = told().map(({ title }) => title);
    expect(titles).toContainEqual(
      expect.stringMatching(/^Roll back 2\.0\.0: POST \/orders: 100 % of requests fail/),
    );
    const failing = told().find(({ title }) => title.includes('of POST /orders fail'));
    expect(failing?.lastChange).toContain('deploy 2.0.0');
  });
});
