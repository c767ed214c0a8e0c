import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Credential, User } from '../../../src/model/store.ts';
import { at, day, hour, type StoreCase } from './story.ts';

const ann: User = {
  id: 'u1',
  email: 'Ann@Shop.example',
  name: 'Ann',
  role: 'owner',
  passwordHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA',
  createdAt: at(0),
};
const hash = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const session = (secret: string, changes: Partial<Credential> = {}): Credential => ({
  hash: hash(secret),
  kind: 'session',
  user: 'u1',
  name: 'Firefox',
  role: 'owner',
  createdAt: at(0),
  expiresAt: at(day),
  lastUsedAt: null,
  ...changes,
});

export const peopleCases: readonly StoreCase[] = [
  {
    title: 'a person is found by address, whatever its case',
    run: async ({ store }) => {
      await store.people.putUser(ann);
      expect(await store.people.userByEmail(' ann@shop.EXAMPLE')).toEqual(ann);
      expect(await store.people.userByEmail('bob@shop.example')).toBeNull();
      await store.people.putUser({ ...ann, role: 'viewer' });
      expect(await store.people.users()).toEqual([{ ...ann, role: 'viewer' }]);
    },
  },
  {
    title: 'one address, one account',
    run: async ({ store }) => {
      await store.people.putUser(ann);
      await expect(
        store.people.putUser({ ...ann, id: 'u2', email: 'ann@shop.example' }),
      ).rejects.toMatchObject({ kind: 'conflict', isWorthRepeating: false });
      expect(await store.people.users()).toEqual([ann]);
    },
  },
  {
    title: 'credentials are found by their hash, updated and removed',
    run: async ({ store }) => {
      await store.people.putCredential(session('s1'));
      await store.people.putCredential(session('s1', { lastUsedAt: at(hour) }));
      await store.people.putCredential(session('t1', { kind: 'token', user: null, expiresAt: null }));
      expect(await store.people.credential(hash('s1'))).toEqual(session('s1', { lastUsedAt: at(hour) }));
      expect(await store.people.credentials()).toHaveLength(2);
      await store.people.removeCredential(hash('s1'));
      expect(await store.people.credential(hash('s1'))).toBeNull();
    },
  },
  {
    title: 'a secret itself is refused: only hashes are kept',
    run: async ({ store }) => {
      await expect(store.people.putCredential({ ...session('s'), hash: 'my-token' })).rejects.toThrow(
        'SHA-256',
      );
      await expect(store.people.putUser({ ...ann, passwordHash: 'hunter2' })).rejects.toThrow('PHC');
      expect(await store.people.credentials()).toEqual([]);
      expect(await store.people.users()).toEqual([]);
    },
  },
  {
    title: 'sessions that ended a month ago are cleared away, tokens without an end are not',
    run: async ({ store }) => {
      await store.people.putCredential(session('old'));
      await store.people.putCredential(session('token', { kind: 'token', expiresAt: null }));
      for (let days = 0; days <= 33; days += 1) await store.maintain(at(days * day));
      expect((await store.people.credentials()).map(({ kind }) => kind)).toEqual(['token']);
    },
  },
];
