import { loadModule } from 'libpg-query';
import type { Outside } from '../../model/outside.ts';
import type { Migration } from '../../protocols/migrations/migration.ts';
import { readMigration } from '../../protocols/migrations/read.ts';
import { recogniseMigrations } from '../../protocols/migrations/recognise.ts';
import { SecretHits } from '../secrets/hits.ts';
import { treeFiles } from '../secrets/tree.ts';

/** A tree without migrations may be their folder itself: `launch-ready migrations db/migrate`. */
function recognised(
  paths: readonly string[],
  root: string,
  folder: string | null,
): ReturnType<typeof recogniseMigrations> {
  const usual = recogniseMigrations(paths, folder);
  if (usual.length > 0 || folder !== null) return usual;
  const above = root.split('/').slice(-2).join('/');
  const atTop = paths.filter((path) => !path.includes('/'));
  return recogniseMigrations(atTop, null, above);
}

export interface FoundMigrations {
  readonly migrations: readonly Migration[];
  readonly notLookedAt: readonly string[];
}

const maxMigrations = 5_000;
const maxFileBytes = 4 * 1024 * 1024;

/** The migrations of a tree, read and translated, in the order they run. `folder` is what the manifest or the user names. */
export async function findMigrations(
  at: { readonly outside: Outside; readonly root: string; readonly signal: AbortSignal },
  folder: string | null,
): Promise<FoundMigrations> {
  await loadModule();
  const hits = new SecretHits();
  const paths = await treeFiles({ outside: at.outside, folder: at.root, signal: at.signal }, hits);
  const files = recognised(paths, at.root, folder);
  const told = [...hits.told];
  const migrations: Migration[] = [];
  if (files.length > maxMigrations)
    told.push(`only the first ${maxMigrations} of ${files.length} migrations were read`);
  for (const file of files.slice(0, maxMigrations)) {
    if (at.signal.aborted) break;
    const text = await at.outside.files.readText(`${at.root}/${file.path}`, { maxBytes: maxFileBytes });
    const down =
      file.downPath === null
        ? null
        : await at.outside.files.readText(`${at.root}/${file.downPath}`, { maxBytes: maxFileBytes });
    if (!text.ok) told.push(`${file.path} was not read: ${text.error.message}`);
    else {
      const migration = readMigration(file, text.value, down?.ok === true ? down.value : null);
      if (migration !== null) migrations.push(migration);
    }
  }
  return { migrations, notLookedAt: told };
}
