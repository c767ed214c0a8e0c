import { isDatabaseAddress } from '../../db/open.ts';
import { UserError } from '../../model/error.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { isReference } from '../../model/secret-reference.ts';
import { secretBehind } from '../../secrets/behind.ts';
import type { CommandInput } from '../command.ts';

/** The address of the database that is looked at: --database, else the first PostgreSQL or MySQL of launch.yaml. Never printed. */
export async function databaseAddress(
  outside: Outside,
  { options }: CommandInput,
  { dataStores }: Manifest,
): Promise<string> {
  const given = options.text('database');
  if (given !== undefined) return databaseOf(outside, '--database', given);
  const declared = dataStores.find(
    ({ kind, url }) => (kind === 'postgres' || kind === 'mysql') && url !== null,
  );
  if (declared?.url !== undefined && declared.url !== null && isReference(declared.url))
    return databaseOf(outside, `dataStores ${declared.id}`, declared.url);
  throw new UserError('LR_DB_ADDRESS', {
    what: 'Nothing says where the database is.',
    why: 'Its queries are counted by the database itself.',
    todo: 'Give --database env:DATABASE_URL, or write url: env:DATABASE_URL into dataStores of launch.yaml.',
  });
}

/** What an option's reference stands for, as an address of a database. */
export async function databaseOf(outside: Outside, flag: string, reference: string): Promise<string> {
  if (!isReference(reference)) throw noReference(flag);
  const found = await secretBehind(reference, outside);
  if (!found.ok) throw unusable(flag, found.error.message);
  if (isDatabaseAddress(found.value)) return found.value;
  throw unusable(flag, 'it holds no postgres:// or mysql:// address');
}

const noReference = (flag: string): UserError =>
  new UserError('LR_DB_ADDRESS', {
    what: `${flag} wants a reference, not an address.`,
    why: 'Addresses carry passwords, and what stands on a command line is seen by everybody on the machine.',
    todo: `Write ${flag} env:NAME or file:path, and put the address there.`,
  });

const unusable = (flag: string, why: string): UserError =>
  new UserError('LR_DB_ADDRESS', {
    what: `${flag}: ${why}.`,
    why: 'Without the database nothing can be said about its queries.',
    todo: 'Put an address like postgres://reader@db.example.com:5432/shop or mysql://reader@db.example.com:3306/shop there.',
  });
