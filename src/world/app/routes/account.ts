import type { Context } from 'hono';
import { html } from 'hono/html';
import { unixMs } from '../../../model/brand.ts';
import { freshToken } from '../deps.ts';
import type { AppDeps } from '../deps.ts';
import type { Member } from '../entities.ts';
import { field, isEmail, limited, privatePage, publicPage, send } from '../guard.ts';
import type { Markup } from '../layout.ts';
import { mails } from '../mails.ts';
import { hashPassword, isPassword } from '../passwords.ts';
import { currentMember, signIn, signOut } from '../session.ts';
import type { RouteInput } from './route-input.ts';

const hourMs = 3_600_000;

/** Sign-up with mail verification, login, logout, the account page. */
export function accountRoutes({ app, deps, page }: RouteInput): void {
  const byEmail = limited(deps, async (context) => field(context, 'email'));
  const form = (title: string, path: string, body: Markup): Markup => page({ title, path, body });
  app.get('/signup', async (context) =>
    send(context, form('Sign up', '/signup', signUpForm), { cache: publicPage }),
  );
  app.post('/signup', byEmail, async (context) => {
    const email = (await field(context, 'email')).toLowerCase();
    const password = await field(context, 'password');
    const name = await field(context, 'name', 60);
    const problem = signUpProblem(email, password, name);
    if (problem !== null)
      return send(
        context,
        page({
          title: 'Sign up',
          path: null,
          body: html`<p class="note">${problem}</p>
            ${signUpForm}`,
        }),
        {
          cache: privatePage,
          status: 400,
        },
      );
    await signUp(deps, { email, password, name });
    const body = html`<p class="note">Check your inbox: we sent a link to ${email}.</p>`;
    return send(context, page({ title: 'Almost there', path: null, body }), { cache: privatePage });
  });
  app.get('/verify', async (context) => verify(deps, context));
  app.get('/login', async (context) =>
    send(context, form('Log in', '/login', loginForm), { cache: publicPage }),
  );
  app.post('/login', byEmail, async (context) => {
    const member = await deps.store.members.byEmail((await field(context, 'email')).toLowerCase());
    const isRight =
      member !== null && (await isPassword(await field(context, 'password'), member.passwordHash));
    if (!isRight || !member.isVerified) {
      deps.log?.({ level: 'warning', logger: 'account', text: 'login failed' });
      const body = html`<p class="note">Email and password do not fit together.</p>
        ${loginForm}`;
      return send(context, page({ title: 'Log in', path: null, body }), { cache: privatePage, status: 401 });
    }
    await signIn(deps, context, member);
    context.header('cache-control', privatePage);
    return context.redirect('/account', 303);
  });
  app.post('/logout', async (context) => {
    await signOut(deps, context);
    context.header('cache-control', privatePage);
    return context.redirect('/', 303);
  });
  app.get('/account', async (context) => {
    const member = await currentMember(deps, context);
    context.header('cache-control', privatePage);
    if (member === null) return context.redirect('/login', 303);
    return send(context, page({ title: 'Account', path: null, body: accountBody(member) }), {
      cache: privatePage,
    });
  });
}

const credentials = html`<label
    >Email <input name="email" type="email" autocomplete="email" required
  /></label>
  <label
    >Password <input name="password" type="password" autocomplete="current-password" minlength="10" required
  /></label>`;
const signUpForm = html`<form action="/signup" method="post">
  <label>Name <input name="name" autocomplete="name" required /></label>${credentials}<button>Sign up</button>
</form>`;
const loginForm = html`<form action="/login" method="post">${credentials}<button>Log in</button></form>
  <p><a href="/forgot">Forgot your password?</a> <a href="/signup">No account yet?</a></p>`;

function accountBody(member: Member): Markup {
  return html`<p>Hello ${member.name}.</p>
    <p>${member.email}</p>
    <form action="/invites" method="post">
      <label>Invite a friend <input name="email" type="email" required /></label
      ><button>Send invitation</button>
    </form>
    <p><a href="/messages">Messages</a></p>
    <form action="/logout" method="post"><button>Log out</button></form>`;
}

function signUpProblem(email: string, password: string, name: string): string | null {
  if (name === '') return 'Tell us your name.';
  if (!isEmail(email)) return 'That is no email address.';
  return password.length < 10 ? 'The password needs ten characters or more.' : null;
}

/** The answer is the same whether the address is known or not, so that nobody can ask who is a member. */
export async function signUp(
  deps: AppDeps,
  person: { readonly email: string; readonly password: string; readonly name: string },
): Promise<void> {
  if ((await deps.store.members.byEmail(person.email)) !== null) return;
  const { email, name } = person;
  const passwordHash = await hashPassword(person.password);
  const member: Member = {
    id: freshToken(),
    name,
    email,
    passwordHash,
    isVerified: false,
    isAdmin: false,
    bio: '',
  };
  await deps.store.members.put(member);
  const token = freshToken();
  const expiresAt = unixMs(deps.clock.now() + 24 * hourMs);
  await deps.store.mailTokens.put({ token, kind: 'verify', member: member.id, expiresAt });
  await deps.send(mails.verification(deps, email, token));
  const who = deps.plan.mistakes.includes('logs-addresses') ? email : `member ${member.id}`;
  deps.log?.({ level: 'info', logger: 'account', text: `${who} signed up` });
}

async function verify(deps: AppDeps, context: Context): Promise<Response> {
  const token = await deps.store.mailTokens.get(context.req.query('token') ?? '');
  const member = token?.kind === 'verify' ? await deps.store.members.get(token.member) : null;
  context.header('cache-control', privatePage);
  if (token === null || member === null || token.expiresAt < deps.clock.now())
    return context.text('This link is used up or too old. Sign up again.\n', 400);
  await deps.store.members.put({ ...member, isVerified: true });
  await deps.store.mailTokens.remove(token.token);
  await deps.send(mails.welcome(deps, member.email));
  await signIn(deps, context, member);
  return context.redirect('/account', 303);
}
