import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import type { WebApp } from '../edge/web-app.ts';
import { Pip } from './assistant/pip.ts';
import type { AppDeps } from './deps.ts';
import { checkoutOrigin } from './deps.ts';
import { isEmail } from './guard.ts';
import { placeOrder } from './routes/cart.ts';
import { joinWaitlist } from './routes/waitlist.ts';
import { currentMember } from './session.ts';

/** The JSON interface for the shop's own pages and its mobile app, on its own host. */
export function createApi(deps: AppDeps): WebApp {
  const app = new Hono();
  app.use('*', cors(deps));
  app.use('*', async (context, next) => {
    if (deps.plan.apiDelayMs > 0) await deps.clock.sleep(deps.plan.apiDelayMs, deps.signal);
    await next();
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  });
  app.get('/', (context) => context.json({ name: 'Harbor Market API', version: deps.plan.version }));
  app.get('/robots.txt', (context) => context.text('User-agent: *\nDisallow: /\n'));
  app.get('/api/health', (context) => context.json({ status: 'ok' }));
  app.get('/api/version', (context) =>
    context.json({ version: deps.plan.version, commit: deps.plan.commit }),
  );
  app.get('/api/products', async (context) => {
    const listings = await deps.store.listings.search((context.req.query('q') ?? '').slice(0, 100));
    context.header('cache-control', 'public, max-age=0, s-maxage=5');
    return context.json({ products: listings });
  });
  app.get('/api/products/:slug', async (context) => {
    const listing = await deps.store.listings.get(context.req.param('slug'));
    return listing === null ? context.json({ error: 'not_found' }, 404) : context.json(listing);
  });
  app.get('/api/me', async (context) => {
    const member = await currentMember(deps, context);
    if (member === null) return context.json({ error: 'unauthorized' }, 401);
    return context.json({ id: member.id, name: member.name });
  });
  app.post('/api/orders', async (context) => createOrder(deps, context));
  orderRoutes(deps, app);
  app.post('/api/waitlist', async (context) => {
    const email = textIn(await jsonOf(context), 'email').toLowerCase();
    if (!isEmail(email)) return context.json({ error: 'invalid_email' }, 400);
    if (deps.plan.limitsRate && !deps.limit(`waitlist ${email}`)) return tooMany(context);
    return context.json(await joinWaitlist(deps, email, ''), 201);
  });
  const pip = new Pip(deps.plan.assistantWeaknesses);
  app.post('/api/assistant', async (context) => {
    const body = await jsonOf(context);
    const message = textIn(body, 'message', 4_000);
    if (message === '') return context.json({ error: 'no_message' }, 400);
    return context.json(pip.answer(message, textIn(body, 'conversation')));
  });
  app.notFound((context) => context.json({ error: 'not_found' }, 404));
  app.onError((error, context) => {
    deps.tell?.(error);
    deps.log?.({ level: 'error', logger: 'api', text: `${error.name}: ${error.message}` });
    const details = deps.plan.showsStackTraces ? { stack: error.stack ?? '' } : {};
    return context.json({ error: 'internal', ...details }, 500);
  });
  return async (request) => app.fetch(request);
}

/** Orders of the member a bearer token stands for. */
function orderRoutes(deps: AppDeps, app: Hono): void {
  const memberOf = async (context: Context): Promise<string | null> => {
    const token = (context.req.header('authorization') ?? '').replace(/^Bearer /, '');
    const id = Object.hasOwn(deps.plan.apiTokens, token) ? deps.plan.apiTokens[token] : undefined;
    return id === undefined ? null : ((await deps.store.members.get(id))?.email ?? null);
  };
  app.get('/api/orders', async (context) => {
    const email = await memberOf(context);
    if (email === null) return context.json({ error: 'unauthorized' }, 401);
    const own = (await deps.store.orders.all()).filter((order) => order.email === email);
    return context.json({ orders: own.map(({ id, status }) => ({ id, status })) });
  });
  app.get('/api/orders/:id', async (context) => {
    const email = await memberOf(context);
    if (email === null) return context.json({ error: 'unauthorized' }, 401);
    const order = await deps.store.orders.get(context.req.param('id'));
    const isOwn = order?.email === email || !deps.plan.checksOwner;
    if (order === null || !isOwn) return context.json({ error: 'not_found' }, 404);
    return context.json({ id: order.id, totalCents: order.totalCents, status: order.status });
  });
}

async function createOrder(deps: AppDeps, context: Context): Promise<Response> {
  const body = await jsonOf(context);
  const email = textIn(body, 'email').toLowerCase();
  const listing = await deps.store.listings.get(textIn(body, 'product'));
  if (!isEmail(email) || listing === null) return context.json({ error: 'invalid_order' }, 400);
  if (deps.plan.limitsRate && !deps.limit(`orders ${email}`)) return tooMany(context);
  const order = await placeOrder(deps, email, [{ listing: listing.slug, quantity: 1 }]);
  const payUrl = `${checkoutOrigin(deps)}/orders/${order.id}?key=${order.key}`;
  return context.json({ id: order.id, key: order.key, payUrl }, 201);
}

function tooMany(context: Context): Response {
  context.header('retry-after', '60');
  return context.json({ error: 'too_many_requests' }, 429);
}

async function jsonOf(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    return null; // judged like an empty body
  }
}

function textIn(body: unknown, name: string, maxLength = 200): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value.slice(0, maxLength) : '';
}

const allowedMethods = 'GET, POST';

/** Cross-origin reading (Fetch standard): for the shop's own pages only, unless a fault says otherwise. */
function cors(deps: AppDeps): MiddlewareHandler {
  return async (context, next) => {
    const allowed = allowedOrigin(deps, context.req.header('origin'));
    const isPreflight = context.req.method === 'OPTIONS';
    if (!isPreflight) await next();
    const response = isPreflight ? new Response(null, { status: 204 }) : context.res;
    if (deps.plan.cors !== 'none') response.headers.append('vary', 'Origin');
    if (allowed !== null) {
      response.headers.set('access-control-allow-origin', allowed);
      if (allowed !== '*') response.headers.set('access-control-allow-credentials', 'true');
      if (isPreflight) response.headers.set('access-control-allow-methods', allowedMethods);
      if (isPreflight) response.headers.set('access-control-allow-headers', 'content-type');
    }
    return isPreflight ? response : undefined;
  };
}

function allowedOrigin(deps: AppDeps, origin: string | undefined): string | null {
  if (deps.plan.cors === 'any') return '*';
  if (origin === undefined || deps.plan.cors === 'none') return null;
  return deps.plan.cors === 'reflects-any' || origin === `https://${deps.domain}` ? origin : null;
}
