import { existsSync } from 'node:fs';
import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import { UserError } from '../../model/error.ts';
import { checkFile } from './open-file.ts';

/** Pages copied between two looks at the event loop. */
const pagesPerStep = 200;

/**
 * A consistent copy while the store goes on being written: SQLite's online backup, checked, flushed, readable by its
 * owner alone, and under its name only when it is whole. Never overwrites.
 */
export async function backUp(database: DatabaseSync, path: string): Promise<string> {
  if (existsSync(path)) throw unwritable(path, 'there is a file already');
  const unfinished = `${path}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    await backup(database, unfinished, { rate: pagesPerStep });
    await chmod(unfinished, 0o600);
    checkCopy(unfinished);
    await flush(unfinished);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw unwritable(path, error instanceof Error ? error.message : String(error), error);
  }
  const { size } = await stat(path);
  return `Copied ${(size / 1_048_576).toFixed(1)} MB to ${path} and checked the copy. Secrets in it stay sealed; keep the key file elsewhere.`;
}

function checkCopy(path: string): void {
  const copy = new DatabaseSync(path, { readOnly: true });
  try {
    checkFile(copy);
  } finally {
    copy.close();
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const unwritable = (path: string, reason: string, cause?: unknown): UserError =>
  new UserError('LR_FILE_UNWRITABLE', {
    what: `The backup cannot be written to ${path}: ${reason}.`,
    why: 'There is no new backup; what was there before is untouched.',
    todo: 'Give a new file name in a folder with room for the whole database.',
    cause,
  });
