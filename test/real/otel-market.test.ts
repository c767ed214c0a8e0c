import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMarket } from '../../src/world/app/market.ts';
import { createMemoryStore } from '../../src/world/app/memory-store.ts';
import { createRateLimit } from '../../src/world/app/rate-limit.ts';
import { seedStore } from '../../src/world/app/seed.ts';
import type { Store } from '../../src/world/app/store.ts';
import { machineClock } from '../../src/world/clock.ts';
import { healthyPlan } from '../../src/world/healthy/healthy-plan.ts';
import { becomeOwner, startServe, type ServerProcess, type Session } from './server-process.ts';

// MON-5, MON-7, PERF-3: Harbor Market itself, instrumented with the official SDK, healthy and then broken inside.
let folder: string;
let server: ServerProcess;
let owner: Session;
let key: string;
const current = new AsyncLocalStorage<Context>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'otel-market-'));
  const manifest = 'version: 1\nproduct: { name: Harbor Market, domain: shop.example }\nprofile: ecommerce\n';
  writeFileSync(join(folder, 'launch.yaml'), manifest);
  server = await startServe([], { cwd: folder });
  owner = await becomeOwner(server);
  key = (await owner.get('/api/senders')).projects[0].keys[0].publicKey;
  const severities = ['critical', 'warning', 'info'];
  const rest = { severities, owner: null, hours: null, escalatesTo: null, afterMinutes: 0 };
  await owner.send('POST', '/api/settings/routes', {
    id: 'hook',
    channel: 'webhook',
    to: 'https://hooks.example/in',
    ...rest,
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Each read of a table is a query of its own, as an object mapper does it. */
function traced(store: Store, tracer: Tracer, isLooping: boolean): Store {
  const query = async <T>(text: string, work: () => Promise<T>): Promise<T> => {
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text };
    const span = tracer.startSpan(
      'query',
      { kind: SpanKind.CLIENT, attributes },
      current.getStore() ?? ROOT_CONTEXT,
    );
    return work().finally(() => span.end());
  };
  const all: Store['listings']['all'] = async () => {
    const rows = await query('SELECT * FROM listings', () => store.listings.all());
    if (isLooping)
      for (const { slug } of [...rows, ...rows])
        await query(`SELECT * FROM sellers WHERE slug = '${slug}'`, async () => null);
    return rows;
  };
  return { ...store, listings: { ...store.listings, all } };
}

async function market(fault: 'none' | 'loop and signup', release: string) {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'harbor-market', 'service.version': release }),
    spanProcessors: [
      new BatchSpanProcessor(
        new OTLPTraceExporter({
          url: `${server.url}/v1/traces`,
          headers: { authorization: `Bearer ${key}` },
        }),
      ),
    ],
  });
  const tracer = provider.getTracer('market');
  const plan = healthyPlan(machineClock.now());
  const store = createMemoryStore();
  await seedStore(store, plan.now, 'none');
  const isBroken = fault !== 'none';
  const app = createMarket({
    plan: plan.app,
    sender: plan.mailSender,
    domain: plan.domain,
    store: traced(store, tracer, isBroken),
    clock: machineClock,
    signal: AbortSignal.timeout(60_000),
    send: async () => {
      if (isBroken) throw new Error('connect ECONNREFUSED 127.0.0.1:25');
      return true;
    },
    client: async () => {
      throw new Error('the market has no network here');
    },
    webhookSecret: 'secret',
    limit: createRateLimit(machineClock, 10_000),
  });
  const visit = async (method: string, path: string, body?: string): Promise<number> => {
    const attributes = { 'http.request.method': method, 'http.route': path };
    const span = tracer.startSpan(`${method} ${path}`, { kind: SpanKind.SERVER, attributes });
    const headers = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const request = new Request(`https://${plan.domain}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const { status } = await current.run(trace.setSpan(ROOT_CONTEXT, span), async () => app(request));
    span.setAttribute('http.response.status_code', status);
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
    return status;
  };
  return { visit, close: () => provider.shutdown() };
}

async function day(fault: 'none' | 'loop and signup', release: string): Promise<readonly number[]> {
  const { visit, close } = await market(fault, release);
  const statuses: number[] = [];
  for (let visitor = 0; visitor < 8; visitor += 1) {
    statuses.push(await visit('GET', '/'), await visit('GET', '/listings'));
    const form = new URLSearchParams({
      email: `v${visitor}@shop.example`,
      password: 'correct horse battery',
      name: 'V',
    });
    statuses.push(await visit('POST', '/signup', form.toString()));
  }
  await close();
  return [...new Set(statuses)];
}

async function titlesOnce(isThere: (titles: readonly string[]) => boolean): Promise<readonly string[]> {
  for (let tries = 0; tries < 240; tries += 1) {
    const { rows } = await owner.get('/api/deliveries');
    const titles: readonly string[] = rows.map(({ title }: { title: string }) => title);
    if (isThere(titles)) return titles;
    await new Promise((resolve) => void setTimeout(resolve, 250));
  }
  throw new Error('Nobody was told');
}

describe('Harbor Market with the official SDK', () => {
  test('healthy: its routes have figures, nothing is found and nobody is told', async () => {
    expect(await day('none', '1.0.0')).toEqual([200]);
    await expect
      .poll(async () => (await owner.get('/api/performance?range=1h')).routes.length, { timeout: 60_000 })
      .toBe(3);
    const view = await owner.get('/api/performance?range=1h');
    expect([view.problems, (await owner.get('/api/deliveries')).rows]).toEqual([[], []]);
  }, 90_000);

  test('a release with a loop of queries and a mail server that is gone: both told, with figures and since when', async () => {
    expect(await day('loop and signup', '1.1.0')).toEqual([200, 500]);
    const titles = await titlesOnce(
      (all) =>
        all.some((title) => /signups failed/.test(title)) &&
        all.some((title) => /asks the database/.test(title)),
    );
    expect(titles).toContainEqual(expect.stringMatching(/^About 8 signups failed since \d\d:\d\d UTC$/));
    expect(titles).toContainEqual(
      expect.stringMatching(/^\d+ % of POST \/signup fail: 8 of 16 in 10 minutes$/),
    );
    expect(titles).toContainEqual(
      expect.stringMatching(/asks the database \d+ times for SELECT \* FROM sellers WHERE slug = \?/),
    );
    const { route } = await owner.get('/api/performance?range=1h&route=POST%20%2Fsignup');
    expect(
      route.releases
        .map(({ release, errorShare }: { release: string; errorShare: number }) => [release, errorShare])
        .toSorted(),
    ).toEqual([
      ['1.0.0', 0],
      ['1.1.0', 1],
    ]);
  }, 120_000);
});
