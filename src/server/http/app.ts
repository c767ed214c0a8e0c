import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { loadPlugins } from '../../engine/plugins.ts';
import type { Server } from '../server.ts';
import { isSecure } from '../server.ts';
import { webFile } from '../web/web-files.ts';
import { serveRoute } from './frame.ts';
import type { Route, RouteFile } from './route.ts';
import { Refused } from './refused.ts';
import { json } from './route.ts';
import { securityHeaders } from './security-headers.ts';

/** What the adaptor of Node hands over with a request. */
export interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}
export interface AppOptions {
  /** Trust the last entry of `x-forwarded-for`: only behind a proxy that sets it. */
  readonly isBehindProxy: boolean;
}
export type App = Hono<{ Bindings: NodeBindings }>;

/** Every file of `routes/`. */
export async function loadRoutes(server: Pick<Server, 'outside'>): Promise<readonly Route[]> {
  const files = await loadPlugins<RouteFile>(server.outside.files, new URL('../routes/', import.meta.url));
  return files.flatMap(({ definition }) => definition.routes);
}

/** The whole HTTP side as one `fetch`; who listens is not its business. */
export async function createApp(server: Server, options: AppOptions): Promise<App> {
  const app: App = new Hono({ strict: false });
  const headers = Object.entries(securityHeaders(isSecure(server.config)));
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of headers)
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  });
  app.use(compress({ threshold: 1024 }));
  for (const route of await loadRoutes(server)) {
    app.on(route.method, route.path, (context) =>
      serveRoute(server, route, {
        request: context.req.raw,
        from: peerOf(context.env, context.req.raw.headers, options),
        param: (name) => context.req.param(name) ?? '',
      }),
    );
  }
  app.all('/api/*', () =>
    json(new Refused(404, 'not-found', { message: 'There is no such route.' }).body, 404),
  );
  app.get('*', (context) => webFile(server, context.req.path));
  return app;
}

function peerOf(env: NodeBindings | undefined, headers: Headers, { isBehindProxy }: AppOptions): string {
  const forwarded = isBehindProxy ? headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return forwarded ?? env?.incoming?.socket?.remoteAddress ?? 'unknown';
}
