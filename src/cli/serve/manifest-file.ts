import { UserError } from '../../model/error.ts';
import type { Manifest } from '../../model/manifest.ts';
import { manifestOf } from '../audit/subject.ts';
import type { CommandContext } from '../command.ts';

export interface ManifestFile {
  readonly path: string;
  readonly manifest: Manifest;
}

const defaultPath = 'launch.yaml';
const maxBytes = 1024 * 1024;

/** The manifest that is asked for, or the one in this folder; null when there is none. Problems are told, nothing is guessed. */
export async function manifestAt(
  context: CommandContext,
  asked: string | undefined,
): Promise<ManifestFile | null> {
  await using plain = await context.openOutside({});
  const path = asked ?? defaultPath;
  const text = await plain.files.readText(path, { maxBytes });
  if (text.ok) return { path, manifest: manifestOf(text.value, path) };
  if (asked === undefined && text.error.kind === 'not-found') return null;
  throw new UserError('LR_FILE_UNREADABLE', {
    what: `${path}: ${text.error.message}`,
    why: 'What is watched follows from it.',
    todo: 'Check the path, or write one with: launch-ready init',
  });
}
