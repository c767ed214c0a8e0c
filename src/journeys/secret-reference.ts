import { isAbsolute, join } from 'node:path';
import type { Trouble } from './trouble.ts';
import { ownTrouble } from './trouble.ts';
import type { JourneyParts } from './work.ts';
import type { Visitor } from './visitor.ts';

const maxSecretBytes = 64 * 1024;

/** The secret behind `env:NAME` or `file:path`; from then on it is shown nowhere. */
export async function secretBehind(
  reference: string,
  parts: JourneyParts,
  visitor: Visitor,
): Promise<{ readonly value: string } | { readonly trouble: Trouble }> {
  const value = reference.startsWith('file:')
    ? await fromFile(reference.slice(5), parts)
    : (parts.outside.env.get(reference.replace(/^env:/, '')) ?? null);
  if (value === null || value === '')
    return { trouble: ownTrouble('secret-missing', `${reference} gives no secret on this machine`) };
  visitor.redaction.learn(value, reference);
  return { value };
}

async function fromFile(path: string, parts: JourneyParts): Promise<string | null> {
  const full = isAbsolute(path) ? path : join(parts.folder, path);
  const text = await parts.outside.files.readText(full, { maxBytes: maxSecretBytes });
  return text.ok ? text.value.trim() : null;
}
