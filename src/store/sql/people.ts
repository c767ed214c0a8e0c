import type { Credential, PeopleStore, User } from '../../model/store.ts';
import { StoreError } from '../../model/store-error.ts';
import type { Engine } from './engine.ts';
import { filledList } from './filled-list.ts';
import { chunksOf, fromBody, storable, toBody } from './text.ts';

export const peopleStore = (engine: Engine): PeopleStore => ({ ...users(engine), ...credentials(engine) });

/** Addresses differ in case only by habit; one person has one account. */
const emailKey = (email: string): string => storable(email).trim().toLowerCase();

const users = (engine: Engine): Pick<PeopleStore, 'putUser' | 'removeUser' | 'users' | 'userByEmail'> => ({
  putUser: (user) =>
    engine.write(async (trx) => {
      if (user.passwordHash !== null && !user.passwordHash.startsWith('$'))
        throw new TypeError('A password is kept as a PHC string, never as it is.');
      const row = { id: storable(user.id), email_key: emailKey(user.email), body: toBody(user) };
      const other = await trx
        .selectFrom('users')
        .select('id')
        .where('email_key', '=', row.email_key)
        .where('id', '<>', row.id)
        .executeTakeFirst();
      if (other !== undefined) throw new StoreError('conflict', `${user.email} has an account already.`);
      await trx
        .insertInto('users')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    }),
  removeUser: (id) =>
    engine.write(async (trx) => {
      const rows = await trx.selectFrom('credentials').select(['hash', 'body']).execute();
      const own = rows.filter(({ body }) => fromBody<Credential>(body).user === id).map(({ hash }) => hash);
      for (const chunk of chunksOf(own, 200))
        await trx.deleteFrom('credentials').where('hash', 'in', filledList(chunk)).execute();
      await trx.deleteFrom('users').where('id', '=', storable(id)).execute();
    }),
  users: () =>
    engine.read(async (db) => {
      const rows = await db.selectFrom('users').select('body').orderBy('email_key').execute();
      return rows.map(({ body }) => fromBody<User>(body));
    }),
  userByEmail: (email) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('users')
        .select('body')
        .where('email_key', '=', emailKey(email))
        .executeTakeFirst();
      return row === undefined ? null : fromBody<User>(row.body);
    }),
});

/** SHA-256 in hex or base64url. */
const hashForm = /^(?:[0-9a-f]{64}|[\w-]{43})$/;

const credentials = (
  engine: Engine,
): Pick<PeopleStore, 'putCredential' | 'credential' | 'credentials' | 'removeCredential'> => ({
  putCredential: (credential) =>
    engine.write(async (trx) => {
      if (!hashForm.test(credential.hash))
        throw new TypeError('A credential is kept as the SHA-256 of its secret, in hex or base64url.');
      const row = { hash: credential.hash, expires_at: credential.expiresAt, body: toBody(credential) };
      await trx
        .insertInto('credentials')
        .values(row)
        .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
        .execute();
    }),
  credential: (hash) =>
    engine.read(async (db) => {
      const row = await db
        .selectFrom('credentials')
        .select('body')
        .where('hash', '=', storable(hash))
        .executeTakeFirst();
      return row === undefined ? null : fromBody<Credential>(row.body);
    }),
  credentials: () =>
    engine.read(async (db) => {
      const rows = await db.selectFrom('credentials').select('body').orderBy('hash').limit(10_000).execute();
      return rows.map(({ body }) => fromBody<Credential>(body));
    }),
  removeCredential: (hash) =>
    engine.write(async (trx) => {
      await trx.deleteFrom('credentials').where('hash', '=', storable(hash)).execute();
    }),
});
