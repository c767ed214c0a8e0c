import { z } from 'zod';
import type { User } from '../../model/store.ts';
import { recordAction } from '../audit-trail.ts';
import type { Caller } from '../auth/caller.ts';
import { nobody } from '../auth/caller.ts';
import { endedCookie, secretInCookie, sessionCookie } from '../auth/cookie.ts';
import { takeInvitation } from '../auth/invitations.ts';
import { hashPassword, isPasswordRight, passwordLength } from '../auth/passwords.ts';
import { csrfTokenOf } from '../auth/secrets.ts';
import { endSession, openSession, sessionDays } from '../auth/sessions.ts';
import { linkCounts, signInCounts } from '../auth/throttle.ts';
import type { Counted } from '../auth/throttle.ts';
import type { SessionView } from '../contract.ts';
import { Refused } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import { isSecure } from '../server.ts';
import type { Server } from '../server.ts';

const signIn = z.object({ email: z.string().max(254), password: z.string().max(passwordLength.most) });
const setup = z.object({
  invite: z.string().max(200),
  name: z.string().trim().min(1, 'Give your name.').max(100),
  email: z.email('This is no mail address.').max(254),
  password: z
    .string()
    .min(passwordLength.least, `Use at least ${passwordLength.least} characters.`)
    .max(passwordLength.most),
});

export default routes(
  {
    method: 'GET',
    path: '/api/session',
    access: 'public',
    about: 'who is signed in',
    handle: async ({ server, caller }) => json(await sessionView(server, caller)),
  },
  {
    method: 'POST',
    path: '/api/session',
    access: 'public',
    about: 'sign in',
    handle: async (call) => {
      const { email, password } = await call.body(signIn);
      const user = await throttled(call, signInTries(call.from, email), async () => {
        const found = await call.server.store.people.userByEmail(email);
        const isRight = await isPasswordRight(password, found?.passwordHash ?? null);
        return isRight ? found : null;
      });
      await recordAction(call.server, user.email, { action: 'signed in', subject: user.email });
      return signedIn(call, user);
    },
  },
  {
    method: 'POST',
    path: '/api/session/setup',
    access: 'public',
    about: 'take a one-time link',
    handle: async (call) => {
      const given = await call.body(setup);
      const { server } = call;
      const taken = await throttled(call, { counted: linkCounts(call.from), refusal: usedLink }, async () => {
        const result = await takeInvitation(server, given.invite);
        return result.isTaken ? result : null;
      });
      const user: User = {
        id: Buffer.from(server.outside.random.bytes(9)).toString('base64url'),
        email: taken.email ?? given.email,
        name: given.name,
        role: taken.credential.role,
        passwordHash: await hashPassword(given.password, server.outside.random),
        createdAt: server.outside.clock.now(),
      };
      await server.store.people.putUser(user);
      await recordAction(server, user.email, { action: 'made an account', subject: user.role });
      return signedIn(call, user);
    },
  },
  {
    method: 'DELETE',
    path: '/api/session',
    access: 'viewer',
    about: 'sign out',
    handle: async ({ server, caller }) => {
      if (caller.kind === 'person')
        await endSession({ people: server.store.people, outside: server.outside }, caller.secret);
      const response = json(await sessionView(server, nobody));
      response.headers.set('set-cookie', endedCookie(isSecure(server.config)));
      // Leaves nothing of what was seen in the browser's caches; its storage holds the colour scheme alone, which stays.
      response.headers.set('clear-site-data', '"cache"');
      return response;
    },
  },
);

/** Refuses before the work when there were too many failures; a null result is one more. */
async function throttled<T>(
  call: Call,
  tries: { readonly counted: readonly Counted[]; readonly refusal: Refused },
  work: () => Promise<T | null>,
): Promise<T> {
  const { throttle, outside, log } = call.server;
  const waitMs = throttle.waitMs(tries.counted, outside.clock.now());
  if (waitMs > 0)
    throw new Refused(429, 'too-many', {
      message: `Too many tries. Wait ${Math.ceil(waitMs / 1000)} s.`,
      retryAfterSeconds: Math.ceil(waitMs / 1000),
    });
  const result = await work();
  if (result !== null) {
    throttle.succeeded(tries.counted);
    return result;
  }
  throttle.failed(tries.counted, outside.clock.now());
  log('sign-in-refused', { from: call.from });
  throw tries.refusal;
}

const signInTries = (from: string, email: string) => ({
  counted: signInCounts(from, email.trim().toLowerCase()),
  refusal: wrongPassword,
});
const wrongPassword = new Refused(401, 'wrong', { message: 'Address or password is wrong.' });
const usedLink = new Refused(403, 'link-used', {
  message: 'This link was used already or has ended.',
  todo: 'Ask an owner for a new one; on the first start, start the server again for a new link.',
});

async function signedIn(call: Call, user: User): Promise<Response> {
  const { server } = call;
  const parts = { people: server.store.people, outside: server.outside };
  const earlier = secretInCookie(call.headers.get('cookie'), isSecure(server.config));
  const secret = await openSession(parts, user, earlier);
  const response = json(await sessionView(server, { kind: 'person', user, secret, hash: '' }));
  response.headers.set('set-cookie', sessionCookie(secret, isSecure(server.config), sessionDays * 86_400));
  return response;
}

async function sessionView(server: Server, caller: Caller): Promise<SessionView> {
  const manifest = server.manifest();
  const isPerson = caller.kind === 'person';
  return {
    user: isPerson
      ? { id: caller.user.id, name: caller.user.name, email: caller.user.email, role: caller.user.role }
      : null,
    csrf: isPerson ? csrfTokenOf(caller.secret) : null,
    isFirstStart: !isPerson && (await server.store.people.users()).length === 0,
    product:
      manifest === null || caller.kind === 'nobody'
        ? null
        : { name: manifest.product.name, domain: manifest.product.domain, profile: manifest.profile },
    version: server.config.version,
    now: server.outside.clock.now(),
  };
}
