import type { Environment, Files, Result } from '../model/outside.ts';
import { failure, ok } from '../model/outside.ts';
import { isReference } from '../model/secret-reference.ts';

/** The parts of `Outside` a reference is read through. */
export interface SecretPlace {
  readonly env: Pick<Environment, 'get'>;
  readonly files: Pick<Files, 'readText'>;
}

const maxSecretBytes = 64 * 1024;

/**
 * What `env:NAME` or `file:path` stands for, without white space around it. Nothing there, an empty text or a text that
 * is no reference is a failure whose message names the reference and never the value.
 */
export async function secretBehind(reference: string, place: SecretPlace): Promise<Result<string>> {
  if (!isReference(reference)) return failure('forbidden', 'A secret is given as env:NAME or file:path');
  const shown = reference.slice(0, 120);
  const name = reference.slice(reference.indexOf(':') + 1);
  const found = reference.startsWith('env:')
    ? ok(place.env.get(name) ?? '')
    : await place.files.readText(name, { maxBytes: maxSecretBytes });
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

/** `textBehind` for each value of a form or of headers; the first failure ends it. */
export async function textsBehind(
  texts: Readonly<Record<string, string>>,
  place: SecretPlace,
): Promise<Result<Readonly<Record<string, string>>>> {
  const found: [name: string, text: string][] = [];
  for (const [name, text] of Object.entries(texts)) {
    const read = await textBehind(text, place);
    if (!read.ok) return read;
    found.push([name, read.value]);
  }
  return ok(Object.fromEntries(found));
}
