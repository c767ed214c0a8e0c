import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import { roles } from '../../model/store.ts';
import type { Credential } from '../../model/store.ts';
import { recordAction } from '../audit-trail.ts';
import { invite } from '../auth/invitations.ts';
import { newSecret, secretHash } from '../auth/secrets.ts';
import { endSessionsOf } from '../auth/sessions.ts';
import type { LinkView, SecretView } from '../contract-settings.ts';
import { Refused, notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Server } from '../server.ts';
import { credentialId, credentialView, settingsView } from '../settings/settings-view.ts';

const dayMs = 86_400_000;
const person = z.object({ email: z.email('This is no mail address.').max(254), role: z.enum(roles) });
const token = z.object({
  /** Of a probe: its region. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Use lower case letters, digits and hyphens.'),
  role: z.enum(roles).default('viewer'),
  kind: z.enum(['token', 'probe', 'ingest']),
  days: z.int().min(1).max(3_650).nullable().default(365),
});
const invitationHours = 72;

/** Who may come in: people and machines. Owners only. */
export default routes(
  {
    method: 'POST',
    path: '/api/settings/people',
    access: 'owner',
    about: 'invite somebody: a link for once',
    handle: async ({ server, caller, body }) => {
      const given = await body(person);
      if ((await server.store.people.userByEmail(given.email)) !== null)
        throw new Refused(409, 'conflict', { message: 'They have an account.', fields: { email: 'Taken.' } });
      const link = await invite(server, { name: given.email, role: given.role, hours: invitationHours });
      await recordAction(server, caller, { action: 'invited', subject: given.email, detail: given.role });
      return json(link satisfies LinkView, 201);
    },
  },
  {
    method: 'PUT',
    path: '/api/settings/people/:id',
    access: 'owner',
    about: 'give another role',
    handle: async ({ server, caller, body, param }) => {
      const { role } = await body(z.object({ role: z.enum(roles) }));
      const user = await userOf(server, param('id'));
      if (role !== 'owner') await keepOneOwner(server, user.id);
      await server.store.people.putUser({ ...user, role });
      await recordAction(server, caller, { action: 'changed a role', subject: user.email, detail: role });
      return json(await settingsView(server));
    },
  },
  {
    method: 'DELETE',
    path: '/api/settings/people/:id',
    access: 'owner',
    about: 'end an account and its sessions',
    handle: async ({ server, caller, param }) => {
      const user = await userOf(server, param('id'));
      await keepOneOwner(server, user.id);
      await endSessionsOf(server.store.people, user.id);
      await server.store.people.removeUser(user.id);
      await recordAction(server, caller, { action: 'ended an account', subject: user.email });
      return json(await settingsView(server));
    },
  },
  {
    method: 'POST',
    path: '/api/settings/tokens',
    access: 'owner',
    about: 'a token for a machine; shown once',
    handle: async ({ server, caller, body }) => {
      const given = await body(token);
      const secret = newSecret(given.kind, server.outside.random);
      const now = server.outside.clock.now();
      const credential: Credential = {
        hash: secretHash(secret),
        kind: given.kind,
        user: null,
        name: given.name,
        role: given.kind === 'token' ? given.role : 'viewer',
        createdAt: now,
        expiresAt: given.days === null ? null : unixMs(now + given.days * dayMs),
        lastUsedAt: null,
      };
      await server.store.people.putCredential(credential);
      await server.surroundings.refresh();
      await recordAction(server, caller, { action: `made a ${given.kind}`, subject: given.name });
      return json({ secret, credential: credentialView(credential) } satisfies SecretView, 201);
    },
  },
  {
    method: 'DELETE',
    path: '/api/settings/tokens/:id',
    access: 'owner',
    about: 'end a token, a probe or an invitation',
    handle: async ({ server, caller, param }) => {
      const all = await server.store.people.credentials();
      const found = all.find((each) => each.kind !== 'session' && credentialId(each) === param('id'));
      if (found === undefined) throw notFound('token');
      await server.store.people.removeCredential(found.hash);
      await server.surroundings.refresh();
      await recordAction(server, caller, { action: `ended a ${found.kind}`, subject: found.name });
      return json(await settingsView(server));
    },
  },
);

async function userOf({ store }: Server, id: string) {
  const found = (await store.people.users()).find((user) => user.id === id);
  if (found === undefined) throw notFound('person');
  return found;
}

/** Without an owner nobody could let anybody in again. */
async function keepOneOwner({ store }: Server, leaving: string): Promise<void> {
  const owners = (await store.people.users()).filter(({ id, role }) => role === 'owner' && id !== leaving);
  if (owners.length === 0)
    throw new Refused(409, 'last-owner', {
      message: 'The last owner stays.',
      todo: 'Make somebody else owner first.',
    });
}
