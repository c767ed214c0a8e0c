import { html } from 'hono/html';
import { unixMs } from '../../../model/brand.ts';
import { freshToken } from '../deps.ts';
import { field, limited, privatePage, publicPage, send } from '../guard.ts';
import type { Markup } from '../layout.ts';
import { mails } from '../mails.ts';
import { hashPassword } from '../passwords.ts';
import type { RouteInput } from './route-input.ts';

const hourMs = 3_600_000;

/** Forgotten passwords: ask, receive a link, set a new one. */
export function recoveryRoutes({ app, deps, page }: RouteInput): void {
  const byEmail = limited(deps, async (context) => field(context, 'email'));
  app.get('/forgot', async (context) =>
    send(context, page({ title: 'Forgot password', path: '/forgot', body: forgotForm }), {
      cache: publicPage,
    }),
  );
  app.post('/forgot', byEmail, async (context) => {
    const member = await deps.store.members.byEmail((await field(context, 'email')).toLowerCase());
    if (member !== null) {
      const token = freshToken();
      const expiresAt = unixMs(deps.clock.now() + hourMs);
      await deps.store.mailTokens.put({ token, kind: 'reset', member: member.id, expiresAt });
      await deps.send(mails.reset(deps, member.email, token));
    }
    const body = html`<p class="note">If we know that address, a link is on its way.</p>`;
    return send(context, page({ title: 'Check your inbox', path: null, body }), { cache: privatePage });
  });
  app.get('/reset', async (context) => {
    const body = resetForm((context.req.query('token') ?? '').slice(0, 60));
    return send(context, page({ title: 'New password', path: null, body }), { cache: privatePage });
  });
  app.post('/reset', async (context) => {
    const token = await deps.store.mailTokens.get(await field(context, 'token'));
    const password = await field(context, 'password');
    const member = token?.kind === 'reset' ? await deps.store.members.get(token.member) : null;
    const isFresh = token !== null && token.expiresAt >= deps.clock.now();
    context.header('cache-control', privatePage);
    if (member === null || !isFresh || password.length < 10)
      return context.text('The link is used up, or the password is shorter than ten characters.\n', 400);
    await deps.store.members.put({ ...member, isVerified: true, passwordHash: await hashPassword(password) });
    await deps.store.mailTokens.remove(token.token);
    return context.redirect('/login', 303);
  });
}

const forgotForm = html`<form action="/forgot" method="post">
  <label>Email <input name="email" type="email" autocomplete="email" required /></label
  ><button>Send me a link</button>
</form>`;

const resetForm = (token: string): Markup =>
  html`<form action="/reset" method="post">
    <input type="hidden" name="token" value="${token}" /><label
      >New password
      <input name="password" type="password" autocomplete="new-password" minlength="10" required /></label
    ><button>Save</button>
  </form>`;
