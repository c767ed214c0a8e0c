import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** Applies the SQL files that were not applied yet, each in a transaction of its own. */
const folder = join(import.meta.dirname, '..', 'migrations');
const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
await client.connect();
try {
  await client.query('create table if not exists applied_migrations (name text primary key)');
  for (const name of readdirSync(folder).toSorted()) {
    const known = await client.query('select 1 from applied_migrations where name = $1', [name]);
    if (known.rowCount !== 0) continue;
    await client.query('begin');
    await client.query(readFileSync(join(folder, name), 'utf8'));
    await client.query('insert into applied_migrations values ($1)', [name]);
    await client.query('commit');
    process.stdout.write(`applied ${name}\n`);
  }
} finally {
  await client.end();
}
