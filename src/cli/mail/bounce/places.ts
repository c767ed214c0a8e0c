import { join } from 'node:path';
import { UserError } from '../../../model/error.ts';
import type { Outside } from '../../../model/outside.ts';
import { bounceLimits } from '../../../protocols/mail/bounces/dsn.ts';
import type { CommandContext } from '../../command.ts';

export interface BounceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const maxFiles = 5000;

/** The files named, those in folders named, or standard input. */
export async function bounceFiles(
  context: CommandContext,
  outside: Outside,
  places: readonly string[],
): Promise<readonly BounceFile[]> {
  const files: BounceFile[] = [];
  for (const place of places.length === 0 ? ['-'] : places) {
    if (place === '-') {
      files.push({ name: 'standard input', bytes: Buffer.from(await context.readStdin(bounceLimits.bytes)) });
      continue;
    }
    for (const path of await pathsAt(outside, place))
      files.push({ name: path, bytes: await read(outside, path) });
  }
  return files;
}

async function pathsAt(outside: Outside, place: string): Promise<readonly string[]> {
  const listed = await outside.files.list(place);
  if (!listed.ok) return [place];
  return listed.value
    .filter(({ kind }) => kind === 'file')
    .slice(0, maxFiles)
    .map(({ name }) => join(place, name));
}

async function read(outside: Outside, path: string): Promise<Uint8Array> {
  const bytes = await outside.files.read(path, { maxBytes: bounceLimits.bytes });
  if (bytes.ok) return bytes.value;
  throw new UserError('LR_FILE_UNREADABLE', {
    what: `${path}: ${bytes.error.message}`,
    why: 'The command needs this file.',
    todo: 'Check the path and its permissions.',
  });
}
