import type { Outside } from '../../model/outside.ts';
import type { Credential, PeopleStore, User } from '../../model/store.ts';
import { unixMs } from '../../model/brand.ts';
import type { Caller } from './caller.ts';
import { nobody } from './caller.ts';
import { isSecret, newSecret, secretHash } from './secrets.ts';

export interface SessionParts {
  readonly people: PeopleStore;
  readonly outside: Pick<Outside, 'clock' | 'random'>;
}

const dayMs = 86_400_000;
export const sessionDays = 14;
/** A session nobody used for so long is over. */
const idleMs = 3 * dayMs;
/** How often "last used" is written. */
const touchMs = 10 * 60_000;

/** A new secret for every sign-in, and the one the browser came with ends: a planted cookie is worth nothing (fixation). */
export async function openSession(
  { people, outside }: SessionParts,
  user: User,
  earlier: string | null,
): Promise<string> {
  if (earlier !== null) await endSession({ people, outside }, earlier);
  const secret = newSecret('session', outside.random);
  const now = outside.clock.now();
  await people.putCredential({
    hash: secretHash(secret),
    kind: 'session',
    user: user.id,
    name: user.email,
    role: user.role,
    createdAt: now,
    expiresAt: unixMs(now + sessionDays * dayMs),
    lastUsedAt: now,
  });
  return secret;
}

export async function endSession({ people }: SessionParts, secret: string): Promise<void> {
  if (isSecret(secret)) await people.removeCredential(secretHash(secret));
}

/** Every session of a person: after a new password, another role or the end of the account. */
export async function endSessionsOf(people: PeopleStore, user: string): Promise<void> {
  const all = await people.credentials();
  const own = all.filter((credential) => credential.kind === 'session' && credential.user === user);
  await Promise.all(own.map(({ hash }) => people.removeCredential(hash)));
}

/** Whoever holds this session; the role is the account's of now, not of when the session began. */
export async function callerOfSession(parts: SessionParts, secret: string): Promise<Caller> {
  const credential = await usable(parts, secret);
  if (credential?.kind !== 'session') return nobody;
  const user = (await parts.people.users()).find(({ id }) => id === credential.user);
  return user === undefined ? nobody : { kind: 'person', user, secret, hash: credential.hash };
}

/** Whoever holds this token of a machine. */
export async function callerOfToken(parts: SessionParts, secret: string): Promise<Caller> {
  const credential = await usable(parts, secret);
  if (credential === null || credential.kind === 'session' || credential.kind === 'invite') return nobody;
  const { kind, name, role, hash } = credential;
  return { kind, name, role, hash };
}

async function usable({ people, outside }: SessionParts, secret: string): Promise<Credential | null> {
  if (!isSecret(secret)) return null;
  const credential = await people.credential(secretHash(secret));
  const now = outside.clock.now();
  if (credential === null || (credential.expiresAt ?? Number.POSITIVE_INFINITY) <= now) return null;
  const lastUsed = credential.lastUsedAt ?? credential.createdAt;
  if (credential.kind === 'session' && now - lastUsed > idleMs) return null;
  if (now - lastUsed > touchMs) await touched(people, { ...credential, lastUsedAt: now });
  return credential;
}

/** "Last used" is a courtesy: a disk that is full or read-only must not lock everybody out. */
const touched = (people: PeopleStore, credential: Credential): Promise<void> =>
  people.putCredential(credential).catch(() => undefined);
