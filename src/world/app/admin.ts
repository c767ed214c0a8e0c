import { Hono } from 'hono';
import { html } from 'hono/html';
import type { WebApp } from '../edge/web-app.ts';
import { createAssets } from './assets.ts';
import type { AppDeps } from './deps.ts';
import { errorPage, field, limited, notFoundPage, privatePage, sameOrigin, send } from './guard.ts';
import { createLayout, money } from './layout.ts';
import { isPassword } from './passwords.ts';
import { machineRoutes } from './routes/machine-files.ts';
import { currentMember, signIn, signOut } from './session.ts';

/** The back office: orders, bookings, waitlist; only for admins. */
export function createAdmin(deps: AppDeps): WebApp {
  const app = new Hono();
  const hidden = {
    ...deps,
    plan: { ...deps.plan, isIndexed: false, robots: 'User-agent: *\nDisallow: /\n' },
  };
  const assets = createAssets(deps.plan);
  const page = createLayout(hidden, assets, `https://${deps.domain}`);
  app.use('*', sameOrigin(deps));
  machineRoutes({ app, deps: hidden, page, assets });
  app.get('/login', async (context) =>
    send(context, page({ title: 'Back office', path: null, body: loginForm }), { cache: privatePage }),
  );
  app.post(
    '/login',
    limited(deps, async (context) => field(context, 'email')),
    async (context) => {
      const member = await deps.store.members.byEmail((await field(context, 'email')).toLowerCase());
      const isRight =
        member?.isAdmin === true && (await isPassword(await field(context, 'password'), member.passwordHash));
      if (member === null || !isRight)
        return send(context, page({ title: 'Back office', path: null, body: loginForm }), {
          cache: privatePage,
          status: 401,
        });
      await signIn(deps, context, member);
      context.header('cache-control', privatePage);
      return context.redirect('/', 303);
    },
  );
  app.post('/logout', async (context) => {
    await signOut(deps, context);
    return context.redirect('/login', 303);
  });
  app.get('/', async (context) => {
    const member = await currentMember(deps, context);
    context.header('cache-control', privatePage);
    if (deps.plan.adminNeedsLogin && member?.isAdmin !== true) return context.redirect('/login', 303);
    return send(context, page({ title: 'Back office', path: null, body: await overview(deps) }), {
      cache: privatePage,
    });
  });
  app.notFound(async (context) => send(context, notFoundPage(page), { cache: privatePage, status: 404 }));
  app.onError(async (error, context) => context.html(errorPage(deps, page, error), 500));
  return async (request) => app.fetch(request);
}

const loginForm = html`<form action="/login" method="post">
  <label>Email <input name="email" type="email" autocomplete="username" required /></label
  ><label>Password <input name="password" type="password" autocomplete="current-password" required /></label
  ><button>Log in</button>
</form>`;

async function overview(deps: AppDeps): ReturnType<typeof tableOf> {
  const [orders, bookings, waitlist] = await Promise.all([
    deps.store.orders.all(),
    deps.store.bookings.all(),
    deps.store.waitlist.all(),
  ]);
  const rows = orders.map((order) => [order.id, order.status, money(order.totalCents)]);
  return tableOf(rows, `${bookings.length} bookings, ${waitlist.length} on the waitlist`);
}

const tableOf = async (rows: readonly (readonly string[])[], summary: string) =>
  html`<p>${summary}</p>
    <table>
      <thead>
        <tr>
          <th>Order</th>
          <th>State</th>
          <th>Total</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>`;
