import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { UserError } from '../../model/error.ts';
import type { Store } from '../../model/store.ts';
import { firstSchema } from './schema-1.ts';
import { secondSchema } from './schema-2.ts';
import { thirdSchema } from './schema-3.ts';
import { fourthSchema } from './schema-4.ts';
import { fifthSchema } from './schema-5.ts';
import { sixthSchema } from './schema-6.ts';
import type { Tables } from './tables.ts';

/**
 * Brings the schema up to date in one transaction under the database's own lock, so that replicas starting together do
 * it once. Throws a `UserError` when a newer version of the program has been here.
 */
export async function migrate(db: Kysely<Tables>, kind: Store['kind']): Promise<void> {
  const migrations: Readonly<Record<string, Migration>> = {
    '0001-first': schemaOf(firstSchema(kind)),
    '0002-inbox': schemaOf(secondSchema(kind)),
    '0003-ingest': schemaOf(thirdSchema(kind)),
    '0004-traces': schemaOf(fourthSchema(kind)),
    '0005-counts': schemaOf(fifthSchema()),
    '0006-monitors-version': schemaOf(sixthSchema(kind)),
  };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const known = Object.keys(migrations);
  const newer = (await namesApplied(db, kind)).filter((name) => !known.includes(name));
  if (newer.length > 0) throw writtenByNewer(newer);
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

const schemaOf = (statements: readonly string[]): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
});

async function namesApplied(db: Kysely<Tables>, kind: Store['kind']): Promise<readonly string[]> {
  const found =
    kind === 'sqlite'
      ? await sql`select 1 from sqlite_master where name = 'kysely_migration'`.execute(db)
      : await sql`select 1 where to_regclass('kysely_migration') is not null`.execute(db);
  if (found.rows.length === 0) return [];
  const applied = await sql<{ readonly name: string }>`select name from kysely_migration`.execute(db);
  return applied.rows.map(({ name }) => name);
}

const writtenByNewer = (names: readonly string[]): UserError =>
  new UserError('LR_STORE_NEWER', {
    what: `The database has the schema ${names.join(', ')}, which this version does not know.`,
    why: 'An older program would misread or spoil what a newer one wrote.',
    todo: 'Start the version that wrote it, or restore the backup made before the upgrade.',
  });
