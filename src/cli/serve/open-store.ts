import { UserError } from '../../model/error.ts';
import type { SecretRef } from '../../model/brand.ts';
import { isReference } from '../../model/secret-reference.ts';
import { secretBehind } from '../../secrets/behind.ts';
import type { Outside } from '../../model/outside.ts';
import type { Retention } from '../../model/retention.ts';
import type { Store } from '../../model/store.ts';
import { openPostgresStore } from '../../store/open-postgres.ts';
import { openSqliteStore } from '../../store/open-sqlite.ts';
import { createSealer } from '../../store/sealing.ts';
import type { Sealer } from '../../store/sealing.ts';
import { readSealingKey } from '../../store/sealing-key.ts';
import type { ParsedOptions } from '../command.ts';

export interface OpenedStore {
  readonly store: Store;
  readonly sealer: Sealer;
  /** What to type for a copy of everything. */
  readonly backupCommand: string;
}

/** The store and its sealer, as `storeOptions` say; `isThreaded` for who may not wait for the disk. The folder is made for its owner alone. */
export async function openStore(
  outside: Outside,
  options: ParsedOptions,
  how: { readonly isThreaded?: boolean; readonly retention?: Partial<Retention> } = {},
): Promise<OpenedStore> {
  const folder = options.text('data') ?? '.launch-ready/watch';
  const database = options.text('database');
  const given = options.text('key');
  const key = given === undefined ? null : reference('--key', given);
  if (database === undefined || key === null) {
    const made = await outside.files.makeFolder(folder);
    if (!made.ok) throw noFolder(folder, made.error.message);
  }
  const keyFile = `${folder}/watch.key`;
  const sealer = createSealer([readSealingKey({ reference: key, keyFile, env: outside.env })]);
  const { clock } = outside;
  if (database === undefined) {
    const store = await openSqliteStore({ path: `${folder}/watch.db`, clock, ...how });
    return { store, sealer, backupCommand: `launch-ready backup --data ${folder} copy.db` };
  }
  const url = await secretText(outside, '--database', database);
  const store = await openPostgresStore({ url, clock, ...how });
  return { store, sealer, backupCommand: 'pg_dump --format=custom --file=watch.dump "$DATABASE_URL"' };
}

/** The text a reference leads to. Secrets never stand in flags. */
export async function secretText(outside: Outside, flag: string, given: string): Promise<string> {
  const found = await secretBehind(reference(flag, given), outside);
  if (found.ok) return found.value;
  throw new UserError('LR_SERVE_OPTION', {
    what: `${flag} leads to nothing: ${found.error.message}.`,
    why: 'The command needs what stands there.',
    todo: 'Set the variable, or check the path and its permissions.',
  });
}

/** `env:NAME` or `file:path`, checked. */
function reference(flag: string, text: string): SecretRef {
  // The form is what makes a SecretRef.
  if (isReference(text)) return text as SecretRef;
  throw new UserError('LR_SERVE_OPTION', {
    what: `${flag} takes env:NAME or file:path.`,
    why: 'What stands on a command line is seen by everybody on the machine and kept in histories.',
    todo: `Put it into a variable or a file and give ${flag} env:NAME.`,
  });
}

const noFolder = (folder: string, message: string): UserError =>
  new UserError('LR_FILE_UNWRITABLE', {
    what: `The folder ${folder} cannot be made: ${message}`,
    why: 'Monitors, samples and alerts are kept there.',
    todo: 'Check the path and its permissions, or give another with --data.',
  });
