import { unixMs } from '../../model/brand.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { Credential, Role } from '../../model/store.ts';
import type { Server } from '../server.ts';
import { isSecret, newSecret, secretHash } from './secrets.ts';

const hourMs = 3_600_000;
const firstStartName = 'first start';

type Parts = Pick<Server, 'store' | 'outside' | 'config'>;

/**
 * The one-time link that makes the first owner; null once there is an account. Earlier links end: only the one printed last works.
 * The secret stands in the fragment, which no browser sends to a server or a proxy.
 */
export async function firstStartLink(parts: Parts): Promise<string | null> {
  if ((await parts.store.people.users()).length > 0) return null;
  await endInvitations(parts, ({ name }) => name === firstStartName);
  const { url } = await invite(parts, { name: firstStartName, role: 'owner', hours: 24 });
  return url;
}

/** An invitation for one person, once. `name` is their address. */
export async function invite(
  { store, outside, config }: Parts,
  who: { readonly name: string; readonly role: Role; readonly hours: number },
): Promise<{ readonly url: string; readonly expiresAt: UnixMs }> {
  const secret = newSecret('invite', outside.random);
  const now = outside.clock.now();
  const expiresAt = unixMs(now + who.hours * hourMs);
  await store.people.putCredential({
    hash: secretHash(secret),
    kind: 'invite',
    user: null,
    name: who.name,
    role: who.role,
    createdAt: now,
    expiresAt,
    lastUsedAt: null,
  });
  return { url: `${config.publicUrl}/setup#invite=${secret}`, expiresAt };
}

export type Taken =
  | { readonly isTaken: true; readonly credential: Credential; readonly email: string | null }
  | { readonly isTaken: false };

/** Takes an invitation, once: of two who come together, on two replicas, one gets it. */
export async function takeInvitation({ store, outside, config }: Parts, secret: string): Promise<Taken> {
  if (!isSecret(secret)) return { isTaken: false };
  const hash = secretHash(secret);
  const credential = await store.people.credential(hash);
  const now = outside.clock.now();
  if (credential?.kind !== 'invite' || (credential.expiresAt ?? 0) <= now) return { isTaken: false };
  const isFirstStart = credential.name === firstStartName;
  if (isFirstStart && (await store.people.users()).length > 0) return { isTaken: false };
  const holder = `${config.replica} ${Buffer.from(outside.random.bytes(6)).toString('hex')}`;
  const lease = isFirstStart ? 'first start' : `invite ${hash}`;
  if (!(await store.leases.acquire(lease, holder, { now, ttlMs: 30_000 }))) return { isTaken: false };
  if ((await store.people.credential(hash)) === null) return { isTaken: false };
  await store.people.removeCredential(hash);
  return { isTaken: true, credential, email: isFirstStart ? null : credential.name };
}

async function endInvitations({ store }: Parts, which: (credential: Credential) => boolean): Promise<void> {
  const all = await store.people.credentials();
  const old = all.filter((credential) => credential.kind === 'invite' && which(credential));
  await Promise.all(old.map(({ hash }) => store.people.removeCredential(hash)));
}
