import { findMigrations } from '../../collectors/data/migration-files.ts';
import { UserError } from '../../model/error.ts';
import { since } from '../../protocols/migrations/applied.ts';
import { judgeMigration, type MigrationJudgement } from '../../protocols/migrations/judge.ts';
import type { Migration } from '../../protocols/migrations/migration.ts';
import { manifestOfFolder, type EnvPlace } from '../env/look.ts';
import { absolute } from '../scan/look.ts';

export interface LookedMigrations {
  readonly root: string;
  readonly all: readonly Migration[];
  /** Those the user asked about. */
  readonly chosen: readonly Migration[];
  readonly judgements: readonly MigrationJudgement[];
  readonly notLookedAt: readonly string[];
}

/** Finds and judges the migrations of a folder. */
export async function lookAtMigrations(place: EnvPlace): Promise<LookedMigrations> {
  const { context, input, outside } = place;
  const root = absolute(context.cwd, input.arguments[0] ?? '.');
  const found = await outside.files.stat(root);
  if (!found.ok || found.value.kind !== 'folder')
    throw new UserError('LR_SCAN_PATH', {
      what: `${root}: ${found.ok ? 'it is no folder' : found.error.kind === 'not-found' ? 'there is no such folder' : found.error.message}`,
      why: 'Migrations are found in the code.',
      todo: 'Give the folder with the code.',
    });
  const manifest = await manifestOfFolder(place, root);
  const folder = input.options.text('folder') ?? manifest?.repository.migrations ?? null;
  const { migrations, notLookedAt } = await findMigrations({ outside, root, signal: context.signal }, folder);
  const chosen = choose(migrations, input.options.text('since'));
  const judgements = chosen.map(judgeMigration);
  return {
    root,
    all: migrations,
    chosen,
    judgements,
    notLookedAt: [...notLookedAt, ...judgements.flatMap(({ gaps }) => gaps)],
  };
}

function choose(all: readonly Migration[], id: string | undefined): readonly Migration[] {
  if (id === undefined) return all;
  const chosen = since(all, id);
  if (chosen !== null) return chosen;
  throw new UserError('LR_SCAN_PATH', {
    what: `--since ${id.slice(0, 80)}: there is no migration of that name.`,
    why: 'Without it nobody knows which migrations the next release brings.',
    todo: `Give the id of the last one that is live${all.length === 0 ? '' : `, like ${all.at(-1)?.id ?? ''}`}.`,
  });
}
