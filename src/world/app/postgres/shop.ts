import { Hono } from 'hono';
import type { Context } from 'hono';
import { openShopDatabase } from './database.ts';
import { healthyWork, type Asker, type ShopWork } from './work.ts';

export interface ShopOptions {
  readonly url: string;
  /** What is done otherwise than in the healthy twin. */
  readonly work?: Partial<ShopWork>;
  readonly pay: () => Promise<void>;
  readonly mail: (to: string) => Promise<void>;
}

export interface PostgresShop {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Ends when everything begun is over. */
  readonly close: () => Promise<void>;
}

/** The API of Harbor Market over PostgreSQL. */
export function createPostgresShop(options: ShopOptions): PostgresShop {
  const db = openShopDatabase(options.url);
  const work: ShopWork = { ...healthyWork, ...options.work };
  const unfinished = new Set<Promise<unknown>>();
  const asker: Asker = {
    db,
    pay: options.pay,
    mail: options.mail,
    later: (promise) => {
      const settled = promise.catch(() => undefined).finally(() => unfinished.delete(settled));
      unfinished.add(settled);
    },
    kept: new Map(),
  };
  const app = new Hono();
  readingRoutes(app, asker, work);
  memberRoutes(app, asker, work);
  app.post('/api/waitlist', async (context) => {
    const body: unknown = await context.req.json().catch(() => null);
    const email: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'email') : null;
    if (typeof email !== 'string') return context.json({ error: 'invalid_email' }, 400);
    return context.json(await work.join(asker, email.slice(0, 200)), 201);
  });
  app.notFound((context) => context.json({ error: 'not_found' }, 404));
  app.onError((error, context) => context.json({ error: 'internal', message: error.message }, 500));
  return {
    fetch: async (request) => app.fetch(request),
    close: async () => {
      await Promise.all(unfinished);
      await db.close();
    },
  };
}

function readingRoutes(app: Hono, asker: Asker, work: ShopWork): void {
  app.get('/api/feed', async (context) => context.json({ posts: await work.feed(asker) }));
  app.get('/api/search', async (context) =>
    context.json({ products: await work.search(asker, (context.req.query('q') ?? '').slice(0, 100)) }),
  );
  app.get('/api/products', async (context) =>
    context.json({ products: await work.newest(asker, Number(context.req.query('page') ?? 1)) }),
  );
  app.get('/api/products/:slug', async (context) =>
    context.json({ product: await work.product(asker, context.req.param('slug')) }),
  );
  app.get('/api/figures', async (context) => context.json({ figures: await work.figures(asker) }));
}

function memberRoutes(app: Hono, asker: Asker, work: ShopWork): void {
  const asMember = async (context: Context, then: (id: number) => Promise<Response>): Promise<Response> => {
    const token = (context.req.header('authorization') ?? '').replace(/^Bearer /, '');
    const member = await work.member(asker, token);
    return member === null ? context.json({ error: 'unauthorized' }, 401) : then(Number(member['id']));
  };
  app.get('/api/me', async (context) => asMember(context, async (id) => context.json({ id })));
  app.get('/api/orders', async (context) =>
    asMember(context, async (id) => context.json({ orders: await work.orders(asker, id) })),
  );
  app.post('/api/orders', async (context) =>
    asMember(context, async (id) => context.json(await work.order(asker, id), 201)),
  );
}
