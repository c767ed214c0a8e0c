import type { Environment, Files, Result } from './outside.ts';
import { failure, ok } from './outside.ts';

/** Where references are read. */
export interface SecretPlace {
  readonly outside: { readonly env: Pick<Environment, 'get'>; readonly files: Pick<Files, 'readText'> };
  /** Where a relative `file:` path begins: the manifest's folder for what stands there; null: where the command was typed. */
  readonly folder: string | null;
}

const maxSecretBytes = 64 * 1024;

/** Whether a text has the form of a reference: `env:NAME` or `file:path`. */
export const isReference = (text: string): boolean => /^(?:env|file):./s.test(text);

/**
 * What `env:NAME` or `file:path` stands for, without white space around it. Nothing there, an empty text or a text that
 * is no reference is a failure whose message names the reference and never the value.
 */
export async function secretBehind(reference: string, place: SecretPlace): Promise<Result<string>> {
  if (!isReference(reference)) return failure('forbidden', 'A secret is given as env:NAME or file:path');
  const shown = reference.slice(0, 120);
  const name = reference.slice(reference.indexOf(':') + 1);
  const found = reference.startsWith('env:')
    ? ok(place.outside.env.get(name) ?? '')
    : await place.outside.files.readText(pathFrom(place.folder, name), { maxBytes: maxSecretBytes });
  if (!found.ok) return failure(found.error.kind, `${shown}: ${found.error.message}`);
  const value = found.value.trim();
  if (value !== '') return ok(value);
  return failure(
    'not-found',
    `${shown}: ${reference.startsWith('env:') ? 'this environment variable is not set' : 'the file is empty'}`,
  );
}

/** Like `secretBehind`, for values that may also stand for themselves. */
export async function textBehind(text: string, place: SecretPlace): Promise<Result<string>> {
  return isReference(text) ? secretBehind(text, place) : ok(text);
}

function pathFrom(folder: string | null, path: string): string {
  if (folder === null || path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return path;
  return `${folder}/${path}`;
}
