import { html } from 'hono/html';
import { freshToken } from '../deps.ts';
import type { AppDeps } from '../deps.ts';
import type { Post } from '../entities.ts';
import { field, freshPage, isEmail, limited, notFoundPage, privatePage, send } from '../guard.ts';
import { mails } from '../mails.ts';
import { currentMember } from '../session.ts';
import type { RouteInput } from './route-input.ts';

const slowQueryMs = 12;

/** The feed, the member directory, message threads and invitations. */
export function communityRoutes(input: RouteInput): void {
  feedRoutes(input);
  threadRoutes(input);
  inviteRoutes(input);
}

function feedRoutes({ app, deps, page }: RouteInput): void {
  app.get('/community', async (context) => {
    const posts = (await deps.store.posts.all()).slice(-20).toReversed();
    const names = await authorsOf(deps, posts);
    const body = html`${posts.map(
        (post, index) =>
          html`<article class="card">
            <p>${post.text}</p>
            <p>${names[index]}</p>
          </article>`,
      )}
      <form action="/community" method="post">
        <label>Say something <textarea name="text" required maxlength="400"></textarea></label
        ><button>Post</button>
      </form>`;
    return send(context, page({ title: 'Community', path: '/community', body }), { cache: freshPage });
  });
  app.post('/community', async (context) => {
    const member = await currentMember(deps, context);
    context.header('cache-control', privatePage);
    if (member === null) return context.redirect('/login', 303);
    const text = await field(context, 'text', 400);
    if (text === '') return context.text('Write something first.\n', 400);
    await deps.store.posts.put({ id: freshToken(), author: member.id, text, at: deps.clock.now() });
    return context.redirect('/community', 303);
  });
  app.get('/members', async (context) => {
    const words = (context.req.query('q') ?? '').toLowerCase().slice(0, 60);
    const members = (await deps.store.members.all()).filter(
      (member) => !member.isAdmin && member.isVerified && member.name.toLowerCase().includes(words),
    );
    const body = html`<form action="/members" method="get">
        <label>Name <input name="q" type="search" /></label><button>Search</button>
      </form>
      <ul>
        ${members.map((member) => html`<li>${member.name}. ${member.bio}</li>`)}
      </ul>`;
    const path = words === '' ? '/members' : null;
    return send(context, page({ title: 'Members', path, body }), { cache: freshPage });
  });
}

/** One look-up for all authors, unless the shop asks for each one by itself (the N+1 mistake). */
async function authorsOf(deps: AppDeps, posts: readonly Post[]): Promise<readonly string[]> {
  if (!deps.plan.hasSlowFeed) {
    const names = new Map((await deps.store.members.all()).map((member) => [member.id, member.name]));
    return posts.map((post) => names.get(post.author) ?? 'A former member');
  }
  const found: string[] = [];
  for (const post of posts) {
    await deps.clock.sleep(slowQueryMs, deps.signal);
    found.push((await deps.store.members.get(post.author))?.name ?? 'A former member');
  }
  return found;
}

function threadRoutes({ app, deps, page }: RouteInput): void {
  app.get('/messages', async (context) => {
    const member = await currentMember(deps, context);
    context.header('cache-control', privatePage);
    if (member === null) return context.redirect('/login', 303);
    const threads = (await deps.store.threads.all()).filter((thread) => thread.members.includes(member.id));
    const body = html`<ul>
        ${threads.map((thread) => html`<li><a href="/messages/${thread.id}">${thread.subject}</a></li>`)}
      </ul>
      <form action="/messages" method="post">
        <label>To <input name="to" required /></label><label>Subject <input name="subject" required /></label
        ><label>Text <textarea name="text" required></textarea></label><button>Send</button>
      </form>`;
    return send(context, page({ title: 'Messages', path: null, body }), { cache: privatePage });
  });
  app.post('/messages', async (context) => {
    const member = await currentMember(deps, context);
    const other = await deps.store.members.get(await field(context, 'to'));
    context.header('cache-control', privatePage);
    if (member === null) return context.redirect('/login', 303);
    if (other === null) return context.text('No such member.\n', 404);
    const id = freshToken();
    const message = {
      id: freshToken(),
      author: member.id,
      text: await field(context, 'text', 2000),
      at: deps.clock.now(),
    };
    const subject = await field(context, 'subject', 120);
    await deps.store.threads.put({ id, subject, members: [member.id, other.id], messages: [message] });
    return context.redirect(`/messages/${id}`, 303);
  });
  app.get('/messages/:id', async (context) => {
    const member = await currentMember(deps, context);
    const thread = await deps.store.threads.get(context.req.param('id'));
    const isMine = member !== null && thread?.members.includes(member.id) === true;
    if (!isMine || thread === null)
      return send(context, notFoundPage(page), { cache: privatePage, status: 404 });
    const body = html`${thread.messages.map((message) => html`<p class="card">${message.text}</p>`)}`;
    return send(context, page({ title: thread.subject, path: null, body }), { cache: privatePage });
  });
}

function inviteRoutes({ app, deps, page }: RouteInput): void {
  const byEmail = limited(deps, async (context) => field(context, 'email'));
  app.post('/invites', byEmail, async (context) => {
    const member = await currentMember(deps, context);
    const email = (await field(context, 'email')).toLowerCase();
    context.header('cache-control', privatePage);
    if (member === null) return context.redirect('/login', 303);
    if (!isEmail(email)) return context.text('That is no email address.\n', 400);
    const token = freshToken();
    await deps.store.invites.put({ token, email, from: member.id, isAccepted: false });
    await deps.send(mails.invite(deps, email, token));
    const body = html`<p class="note">Sent to ${email}.</p>`;
    return send(context, page({ title: 'Invitation sent', path: null, body }), { cache: privatePage });
  });
  app.get('/invite', async (context) => {
    const invite = await deps.store.invites.get(context.req.query('token') ?? '');
    context.header('cache-control', privatePage);
    if (invite === null || invite.isAccepted) return context.text('This invitation is used up.\n', 400);
    await deps.store.invites.put({ ...invite, isAccepted: true });
    const body = html`<p class="note">Welcome, ${invite.email}. Choose a password to join.</p>
      <p><a href="/signup">Sign up</a></p>`;
    return send(context, page({ title: 'Invitation accepted', path: null, body }), { cache: privatePage });
  });
}
