import type { Migration } from './migration.ts';

/** Where each tool notes what it has applied, and how to ask for it. */
export const appliedTables: readonly { readonly table: string; readonly query: string }[] = [
  {
    table: '_prisma_migrations',
    query: 'select migration_name as id from _prisma_migrations where finished_at is not null',
  },
  { table: 'knex_migrations', query: 'select name as id from knex_migrations' },
  { table: 'schema_migrations', query: 'select version::text as id from schema_migrations' },
  { table: 'django_migrations', query: "select app || '.' || name as id from django_migrations" },
  { table: 'flyway_schema_history', query: 'select script as id from flyway_schema_history where success' },
  {
    table: 'goose_db_version',
    query: 'select version_id::text as id from goose_db_version where is_applied',
  },
  { table: 'typeorm_metadata', query: 'select name as id from migrations' },
  { table: 'SequelizeMeta', query: 'select name as id from "SequelizeMeta"' },
  { table: 'pgmigrations', query: 'select name as id from pgmigrations' },
];

/** Those not noted as applied: by whole name, file name, or the number in front. */
export function pendingOf(
  migrations: readonly Migration[],
  applied: readonly string[],
): readonly Migration[] {
  const known = new Set(applied.map((each) => each.replace(/\.\w{1,4}$/, '').toLowerCase()));
  return migrations.filter(({ id, path }) => {
    const number = /^\D{0,1}(\d+)/.exec(id)?.[1] ?? '';
    const app = path.split('/').at(-3) ?? '';
    return ![id, `${app}.${id}`, number, String(Number(number))].some((each) =>
      known.has(each.toLowerCase()),
    );
  });
}

/** Those after a given one, by id or by the beginning of it; null when there is no such one. */
export function since(migrations: readonly Migration[], id: string): readonly Migration[] | null {
  const at = migrations.findIndex((each) => each.id === id || each.id.startsWith(id));
  return at < 0 ? null : migrations.slice(at + 1);
}
