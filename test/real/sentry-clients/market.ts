// Harbor Market's checkout with the official client for Node, in a release that cannot read orders.
import * as Sentry from '@sentry/node';

Sentry.init({
  dsn: process.env['DSN'] ?? '',
  release: process.env['RELEASE'] ?? '',
  environment: 'production',
  tracesSampleRate: 1,
});

const { createServer } = await import('node:http');
const { getRequestListener } = await import('@hono/node-server');
const { createCheckout } = await import('../../../src/world/app/checkout.ts');
const { createMemoryStore } = await import('../../../src/world/app/memory-store.ts');
const { createRateLimit } = await import('../../../src/world/app/rate-limit.ts');
const { healthyPlan } = await import('../../../src/world/healthy/healthy-plan.ts');
const { machineClock } = await import('../../../src/world/clock.ts');
const { webhookSignature } = await import('../../../src/world/services/payment.ts');

const plan = healthyPlan(machineClock.now());
const store = createMemoryStore();
const webhookSecret = 'secret of the market';
const broken: typeof store.orders.get = async () => {
  throw new TypeError("Cannot read properties of undefined (reading 'totalCents')");
};
const checkout = createCheckout({
  plan: plan.app,
  sender: plan.mailSender,
  domain: plan.domain,
  store: { ...store, orders: { ...store.orders, get: broken } },
  clock: machineClock,
  signal: AbortSignal.timeout(60_000),
  send: async () => true,
  client: async () => {
    throw new Error('the market has no network here');
  },
  webhookSecret,
  limit: createRateLimit(machineClock, 1_000),
  tell: (error) => void Sentry.captureException(error),
});

const server = createServer(getRequestListener(async (request) => checkout(request)));
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const base = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;

// A day of the market, in a second: pages, an order nobody has, a webhook of the payment provider.
const body = JSON.stringify({ order: 'order-7', status: 'paid' });
const seconds = Math.floor(machineClock.now() / 1000);
const statuses: number[] = [];
for (let visit = 0; visit < 5; visit += 1) {
  statuses.push((await fetch(`${base}/`)).status, (await fetch(`${base}/orders/o-${visit}?key=k`)).status);
  const headers = { 'pennyworth-signature': webhookSignature(webhookSecret, seconds, body) };
  statuses.push((await fetch(`${base}/webhooks/payments`, { method: 'POST', body, headers })).status);
}
process.stdout.write(JSON.stringify([...new Set(statuses)]));
server.close();
process.exitCode = (await Sentry.flush(20_000)) ? 0 : 1;
