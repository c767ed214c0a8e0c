import type { Outside, Result } from '../model/outside.ts';
import { failure, ok } from '../model/outside.ts';

const maxSecretBytes = 4096;

/** What `env:NAME` or `file:path` stands for; a final line end of a file is not part of it. Messages name the reference only. */
export async function readSecret(
  outside: Pick<Outside, 'env' | 'files'>,
  reference: string,
): Promise<Result<string>> {
  if (reference.startsWith('env:')) {
    const value = outside.env.get(reference.slice(4));
    return value === undefined || value === ''
      ? failure('not-found', `${reference}: this environment variable is not set`)
      : ok(value);
  }
  if (!reference.startsWith('file:'))
    return failure('forbidden', 'A password is given as env:NAME or file:path');
  const text = await outside.files.readText(reference.slice(5), { maxBytes: maxSecretBytes });
  if (!text.ok) return failure(text.error.kind, `${reference}: ${text.error.message}`);
  const value = text.value.replace(/\r?\n$/, '');
  return value === '' ? failure('not-found', `${reference}: the file is empty`) : ok(value);
}
