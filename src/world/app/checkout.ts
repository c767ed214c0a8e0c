import { Hono } from 'hono';
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { WebApp } from '../edge/web-app.ts';
import { isWebhookSigned } from '../services/payment.ts';
import { LateAnswer } from '../services/world-client.ts';
import { createAssets } from './assets.ts';
import type { AppDeps } from './deps.ts';
import { checkoutOrigin } from './deps.ts';
import type { Order } from './entities.ts';
import { errorPage, notFoundPage, privatePage, publicPage, sameOrigin, send } from './guard.ts';
import { createLayout, money } from './layout.ts';
import type { RenderPage } from './layout.ts';
import { mails } from './mails.ts';
import { machineRoutes } from './routes/machine-files.ts';

/** Paying: the order page, the call to the payment provider, its webhook, the confirmation. */
export function createCheckout(deps: AppDeps): WebApp {
  const app = new Hono();
  const assets = createAssets(deps.plan);
  const page = createLayout(deps, assets, `https://${deps.domain}`);
  machineRoutes({ app, deps, page, assets });
  app.get('/', async (context) => {
    const body = html`<p>
      Orders are paid here. Start at <a href="https://${deps.domain}/cart">your cart</a>.
    </p>`;
    return send(context, page({ title: 'Checkout', path: null, body }), { cache: publicPage });
  });
  app.get('/orders/:id', async (context) => {
    const order = await ownOrder(deps, context);
    if (order === null) return send(context, notFoundPage(page), { cache: privatePage, status: 404 });
    return send(context, orderPage(page, order, linesOf(deps, order)), { cache: privatePage });
  });
  app.post('/orders/:id/pay', sameOrigin(deps), async (context) => {
    const order = await ownOrder(deps, context);
    if (order === null) return send(context, notFoundPage(page), { cache: privatePage, status: 404 });
    context.header('cache-control', privatePage);
    const isAccepted = order.status !== 'open' || (await startPayment(deps, order));
    if (!isAccepted)
      return context.text('The payment provider does not answer. Nothing was charged. Try again.\n', 502);
    return context.redirect(`/orders/${order.id}?key=${order.key}`, 303);
  });
  app.post('/webhooks/payments', async (context) => webhook(deps, context));
  app.notFound(async (context) => send(context, notFoundPage(page), { cache: privatePage, status: 404 }));
  app.onError(async (error, context) => {
    context.header('cache-control', privatePage);
    return context.html(errorPage(deps, page, error), 500);
  });
  return async (request) => app.fetch(request);
}

async function ownOrder(deps: AppDeps, context: Context): Promise<Order | null> {
  const order = await deps.store.orders.get(context.req.param('id') ?? '');
  return order !== null && order.key === context.req.query('key') ? order : null;
}

/** The lines of an order, under their name or under one a release made up. */
function linesOf({ plan }: AppDeps, order: Order): Order['lines'] {
  const name = plan.mistakes.includes('order-lines-renamed') ? 'items' : 'lines';
  return (order as unknown as Readonly<Record<typeof name, Order['lines']>>)[name];
}

function orderPage(page: RenderPage, order: Order, lines: Order['lines']): ReturnType<RenderPage> {
  const isPaid = order.status === 'paid';
  const pay = html`<form action="/orders/${order.id}/pay?key=${order.key}" method="post">
    <button>Pay ${money(order.totalCents)}</button>
  </form>`;
  const waiting = html`<p class="note">
    We are waiting for the payment provider. This page is safe to reload.
  </p>`;
  const body = html`<p>Order ${order.id}</p>
    <ul>
      ${lines.map((line) => html`<li>${line.quantity} × ${line.listing}</li>`)}
    </ul>
    ${isPaid ? html`<p class="note">Paid. A receipt is on its way to ${order.email}.</p>` : order.status === 'open' ? pay : waiting}`;
  return page({ title: isPaid ? 'Order confirmed' : 'Checkout', path: null, body });
}

const providerTimeoutMs = 2000;
const stubbornTimeoutMs = 30_000;

/** False when nothing was charged. A slow provider must not hold the page: its webhook settles the order later. */
async function startPayment(deps: AppDeps, order: Order): Promise<boolean> {
  await deps.store.orders.put({ ...order, status: 'paying' });
  const more = deps.plan.mistakes.includes('logs-webhook-secret') ? `, secret=${deps.webhookSecret}` : '';
  deps.log?.({ level: 'info', logger: 'payment', text: `payment of ${order.id} begins${more}` });
  if (await isTaken(deps, order)) return true;
  const now = await deps.store.orders.get(order.id);
  if (now?.status === 'paying') await deps.store.orders.put({ ...now, status: 'open' });
  return now?.status === 'paid';
}

/** False when the provider refused or could not be reached; true as long as it may have charged. */
async function isTaken(deps: AppDeps, order: Order): Promise<boolean> {
  const webhookUrl = `${checkoutOrigin(deps)}/webhooks/payments`;
  try {
    const answer = await deps.client({
      url: 'https://api.pennyworthpay.com/v1/payments',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ order: order.id, amountCents: order.totalCents, webhookUrl }),
      timeoutMs: deps.plan.waitsForPayment ? stubbornTimeoutMs : providerTimeoutMs,
    });
    return answer.status === 201;
  } catch (error) {
    const isLate = error instanceof LateAnswer;
    const what = isLate ? 'timed out' : 'could not be asked for';
    deps.log?.({ level: 'warning', logger: 'payment', text: `payment of ${order.id} ${what}` });
    return isLate;
  }
}

async function webhook(deps: AppDeps, context: Context): Promise<Response> {
  const body = await context.req.text();
  const header = context.req.header('pennyworth-signature') ?? '';
  const nowSeconds = Math.floor(deps.clock.now() / 1000);
  const isSigned = isWebhookSigned(deps.webhookSecret, { header, body, nowSeconds });
  context.header('cache-control', privatePage);
  if (deps.plan.checksWebhookSignature && !isSigned) return context.json({ error: 'bad_signature' }, 401);
  const order = await deps.store.orders.get(
    deps.plan.mistakes.includes('webhook-reshaped') ? reshaped(body) : orderIn(body),
  );
  if (order === null) return context.json({ error: 'unknown_order' }, 404);
  // Providers repeat webhooks: the second one changes nothing.
  if (order.status !== 'paid') {
    await deps.store.orders.put({ ...order, status: 'paid' });
    await deps.send(mails.receipt(deps, order.email, order));
    await deps.send(mails.admin(deps, `order ${order.id} is paid`));
  }
  return context.json({ received: true });
}

interface ReshapedWebhook {
  readonly data: { readonly order: string };
}

/** Trusts the provider to send what it never sent. */
const reshaped = (body: string): string => (JSON.parse(body) as ReshapedWebhook).data.order;

function orderIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && 'order' in parsed ? String(parsed.order) : '';
  } catch {
    return '';
  }
}
