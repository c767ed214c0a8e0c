import { SpanKind } from '@opentelemetry/api';
import { createApi } from '../../../src/world/app/api.ts';
import { createCheckout } from '../../../src/world/app/checkout.ts';
import type { AppDeps } from '../../../src/world/app/deps.ts';
import { createMarket } from '../../../src/world/app/market.ts';
import { createMemoryStore } from '../../../src/world/app/memory-store.ts';
import { insideFaults, type InsideFaultName } from '../../../src/world/app/mistake.ts';
import { createRateLimit } from '../../../src/world/app/rate-limit.ts';
import { seedStore } from '../../../src/world/app/seed.ts';
import type { Store } from '../../../src/world/app/store.ts';
import type { WebApp } from '../../../src/world/edge/web-app.ts';
import { healthyPlan } from '../../../src/world/healthy/healthy-plan.ts';
import type { SendMail } from '../../../src/world/mail/sender.ts';
import { PlanEditor } from '../../../src/world/plan-editor.ts';
import { createPaymentProvider } from '../../../src/world/services/payment.ts';
import type { FakeClock } from '../../../src/outside/fake/clock.ts';
import { instrument, type InstrumentOptions, type Instruments } from './instruments.ts';

/** One release of Harbor Market with its payment provider, told of by the official clients. */
export interface InstrumentedMarket {
  /** Answers for every host of the shop. */
  readonly answer: WebApp;
  /** Sends what the clients still hold, when nothing is under way any more. */
  readonly close: () => Promise<void>;
}

export interface MarketOptions extends Omit<InstrumentOptions, 'now'> {
  readonly fault: InsideFaultName | null;
  readonly clock: FakeClock;
  /** The visits of so long ago, told by a collector that was cut off meanwhile. */
  readonly agoMs: number;
  readonly send: SendMail;
}

export async function openMarket(options: MarketOptions): Promise<InstrumentedMarket> {
  const { clock, fault, agoMs } = options;
  const instruments = instrument({ ...options, now: () => clock.now() - agoMs });
  const editor = new PlanEditor(healthyPlan(clock.now()));
  const { plan } = fault === null ? editor : insideFaults[fault].breaks(editor);
  const store = createMemoryStore();
  await seedStore(store, plan.now, '');
  const webhookSecret = 'secret of the market';
  const { signal } = new AbortController();
  let answer: WebApp = () => new Response(null, { status: 503 });
  const payment = createPaymentProvider({
    plan: plan.payment,
    clock,
    signal,
    webhookSecret,
    post: async (url, body, headers) =>
      (await answer(new Request(url, { method: 'POST', body, headers }))).status,
  });
  const deps: AppDeps = {
    plan: plan.app,
    sender: plan.mailSender,
    domain: plan.domain,
    store: withSpans(store, instruments, clock),
    clock,
    signal,
    send: options.send,
    webhookSecret,
    limit: createRateLimit(clock, 100_000),
    log: instruments.log,
    tell: instruments.tell,
    client: async ({ url, method, headers, body }) => {
      const answered = await instruments.span(method, {
        kind: SpanKind.CLIENT,
        attributes: { 'http.request.method': method, 'server.address': new URL(url).hostname },
        work: async () => {
          const init: RequestInit = { method, headers, body };
          const asked = payment.app(new Request(url, init));
          await clock.advance(plan.payment.delayMs);
          const { status } = await asked;
          return { status, text: '' };
        },
        after: ({ status }) => ({
          attributes: { 'http.response.status_code': status },
          isFailed: status >= 500,
        }),
      });
      // The webhook overtakes the visitor.
      await payment.settled();
      return answered;
    },
  };
  answer = withRequestSpans(deps, instruments);
  return {
    answer,
    close: async () => {
      await payment.settled();
      await instruments.close();
    },
  };
}

/** What the instrumentation of an HTTP framework does: a span for each request, named by its route. */
function withRequestSpans(deps: AppDeps, { span }: Instruments): WebApp {
  const market = createMarket(deps);
  const apps: Readonly<Record<string, WebApp>> = { checkout: createCheckout(deps), api: createApi(deps) };
  return async (request) => {
    const { hostname, pathname } = new URL(request.url);
    const route = pathname.replace(/^\/(orders|listings)\/[^/]+/, '/$1/:id');
    const app = apps[hostname.split('.')[0] ?? ''] ?? market;
    return span(`${request.method} ${route}`, {
      kind: SpanKind.SERVER,
      attributes: { 'http.request.method': request.method, 'http.route': route, 'url.path': pathname },
      work: async () => app(request),
      after: ({ status }) => ({
        attributes: { 'http.response.status_code': status },
        isFailed: status >= 500,
      }),
    });
  };
}

const queryMs = 2;

/** Each look into a table is a query of its own, as an object mapper does it, and takes two milliseconds. */
function withSpans(store: Store, { span }: Instruments, clock: FakeClock): Store {
  const query = <T>(text: string, work: () => Promise<T>): Promise<T> =>
    span('query', {
      kind: SpanKind.CLIENT,
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': text },
      work: async () => {
        await clock.advance(queryMs);
        return work();
      },
    });
  const { listings, orders } = store;
  return {
    ...store,
    listings: {
      ...listings,
      all: () => query('SELECT * FROM listings', () => listings.all()),
      get: (slug) => query(`SELECT * FROM listings WHERE slug = '${slug}'`, () => listings.get(slug)),
    },
    orders: {
      ...orders,
      get: (id) => query(`SELECT * FROM orders WHERE id = '${id}'`, () => orders.get(id)),
      put: (order) =>
        query(`INSERT INTO orders (id, email) VALUES ('${order.id}', '${order.email}')`, () =>
          orders.put(order),
        ),
    },
  };
}
