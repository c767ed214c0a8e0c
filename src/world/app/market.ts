import { Hono } from 'hono';
import type { WebApp } from '../edge/web-app.ts';
import { createAssets } from './assets.ts';
import type { AppDeps } from './deps.ts';
import { errorPage, freshPage, notFoundPage, privatePage, sameOrigin } from './guard.ts';
import { createLayout } from './layout.ts';
import { accountRoutes } from './routes/account.ts';
import { bookingRoutes } from './routes/booking.ts';
import { cartRoutes } from './routes/cart.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { communityRoutes } from './routes/community.ts';
import { machineRoutes } from './routes/machine-files.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { waitlistRoutes } from './routes/waitlist.ts';

/** The marketplace itself, on the canonical host. */
export function createMarket(deps: AppDeps): WebApp {
  const app = new Hono();
  const assets = createAssets(deps.plan);
  const page = createLayout(deps, assets);
  const input = { app, deps, page, assets };
  // Only forms that leave a trace of a sender are checked; one-click unsubscribe comes from mail providers (RFC 8058).
  app.use('*', async (context, next) =>
    context.req.path === '/unsubscribe' ? next() : sameOrigin(deps)(context, next),
  );
  catalogueRoutes(input);
  accountRoutes(input);
  recoveryRoutes(input);
  bookingRoutes(input);
  cartRoutes(input);
  communityRoutes(input);
  waitlistRoutes(input);
  machineRoutes(input);
  app.notFound(async (context) => {
    context.header('cache-control', freshPage);
    const { unknownPathStatus: status } = deps.plan;
    if (status === 302) return context.redirect('/', 302);
    return context.html(notFoundPage(page), status === 404 ? 404 : 200);
  });
  app.onError(async (error, context) => {
    context.header('cache-control', privatePage);
    return context.html(errorPage(deps, page, error), 500);
  });
  return async (request) => app.fetch(request);
}
