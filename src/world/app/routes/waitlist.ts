import { html } from 'hono/html';
import { freshToken } from '../deps.ts';
import type { AppDeps } from '../deps.ts';
import { field, isEmail, limited, privatePage, publicPage, send } from '../guard.ts';
import { mails } from '../mails.ts';
import type { RouteInput } from './route-input.ts';

/** The waitlist funnel: sign up, get a code, invite friends, leave with one click. */
export function waitlistRoutes({ app, deps, page }: RouteInput): void {
  const byEmail = limited(deps, async (context) => field(context, 'email'));
  app.get('/waitlist', async (context) => {
    const body = html`<form action="/waitlist" method="post">
      <label>Email <input name="email" type="email" autocomplete="email" required /></label
      ><input type="hidden" name="code" value="${(context.req.query('code') ?? '').slice(0, 20)}" /><button>
        Join
      </button>
    </form>`;
    return send(context, page({ title: 'Waitlist', path: '/waitlist', body }), { cache: publicPage });
  });
  app.post('/waitlist', byEmail, async (context) => {
    const email = (await field(context, 'email')).toLowerCase();
    context.header('cache-control', privatePage);
    if (!isEmail(email)) return context.text('That is no email address.\n', 400);
    const { code, position } = await joinWaitlist(deps, email, await field(context, 'code', 20));
    const body = html`<p class="note">You are number ${position}. Your code is ${code}.</p>`;
    return send(context, page({ title: 'You are on the list', path: null, body }), { cache: privatePage });
  });
  // RFC 8058 section 3: POST without cookies unsubscribes; a GET only asks.
  app.post('/unsubscribe', async (context) => {
    const entry = (await deps.store.waitlist.all()).find((one) => one.code === context.req.query('code'));
    if (entry !== undefined) await deps.store.waitlist.remove(entry.email);
    context.header('cache-control', privatePage);
    return context.text('You will not hear from us again.\n');
  });
  app.get('/unsubscribe', async (context) => {
    const code = (context.req.query('code') ?? '').slice(0, 20);
    const body = html`<form action="/unsubscribe?code=${code}" method="post">
      <button>Unsubscribe</button>
    </form>`;
    return send(context, page({ title: 'Unsubscribe', path: null, body }), { cache: privatePage });
  });
}

export async function joinWaitlist(
  deps: AppDeps,
  email: string,
  referredBy: string,
): Promise<{ readonly code: string; readonly position: number }> {
  const known = await deps.store.waitlist.get(email);
  const code = known?.code ?? freshToken().slice(0, 8);
  if (known === null) {
    await deps.store.waitlist.put({ email, code, referredBy: referredBy === '' ? null : referredBy });
    await deps.send(mails.newsletter(deps, email, code));
  }
  const all = await deps.store.waitlist.all();
  return { code, position: all.findIndex((entry) => entry.email === email) + 1 };
}
