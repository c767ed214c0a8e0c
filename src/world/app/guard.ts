import type { Context, MiddlewareHandler } from 'hono';
import { html } from 'hono/html';
import type { AppDeps } from './deps.ts';
import type { Markup, RenderPage } from './layout.ts';

export const publicPage = 'public, max-age=0, s-maxage=30, stale-while-revalidate=60';
export const freshPage = 'public, no-cache';
export const privatePage = 'private, no-store';

/** Sends a page with its cache rule. */
export function send(
  context: Context,
  markup: Markup,
  options: { cache: string; status?: 200 | 400 | 401 | 403 | 404 | 409 | 429 | 502 },
): Promise<Response> {
  context.header('cache-control', options.cache);
  return Promise.resolve(context.html(markup, options.status ?? 200));
}

/** Forms are only taken from our own pages: the Origin header decides (Fetch standard); tools without one may pass. */
export function sameOrigin(deps: AppDeps): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin');
    const isSafe = context.req.method === 'GET' || origin === undefined;
    const isOwn = origin === `https://${deps.domain}` || (origin ?? '').endsWith(`.${deps.domain}`);
    if (!isSafe && !isOwn) return context.text('This form was sent from another site.\n', 403);
    return next();
  };
}

/** Sign-up, login, reset and the like: so many tries a minute for one account and path. */
export function limited(deps: AppDeps, key: (context: Context) => Promise<string>): MiddlewareHandler {
  return async (context, next) => {
    if (deps.plan.limitsRate && !deps.limit(`${context.req.path} ${await key(context)}`)) {
      context.header('retry-after', '60');
      context.header('cache-control', privatePage);
      return context.text('Too many tries. Wait a minute.\n', 429);
    }
    return next();
  };
}

export const notFoundPage = (page: RenderPage): Markup =>
  page({
    title: 'Nothing here',
    path: null,
    body: html`<p>
      This page does not exist, or no longer. <a href="/listings">See all listings</a> or
      <a href="/">start over</a>.
    </p>`,
  });

/** What a visitor sees of a bug: nothing internal, unless the shop forgot to switch debugging off. */
export function errorPage(deps: AppDeps, page: RenderPage, error: Error): Markup {
  deps.tell?.(error);
  deps.log?.({ level: 'error', logger: 'page', text: `${error.name}: ${error.message}` });
  const details = deps.plan.showsStackTraces ? html`<pre>${error.stack ?? error.message}</pre>` : html``;
  return page({
    title: 'Something broke',
    path: null,
    body: html`<p>It is our fault. We were told.</p>
      ${details}`,
  });
}

/** One field of a form or JSON body, trimmed and bounded. */
export async function field(context: Context, name: string, maxLength = 200): Promise<string> {
  const body = await context.req.parseBody();
  const value = body[name];
  return typeof value === 'string' ? value.trim().slice(0, maxLength) : '';
}

export const isEmail = (text: string): boolean => /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,63}$/.test(text);
