import type { Outside } from '../../model/outside.ts';

/** `env:NAME` or `file:path` becomes what it names; null when there is nothing. Any other text is itself. */
export async function resolvedText(
  outside: Pick<Outside, 'env' | 'files'>,
  text: string,
): Promise<string | null> {
  if (text.startsWith('env:')) return outside.env.get(text.slice('env:'.length)) ?? null;
  if (!text.startsWith('file:')) return text;
  const file = await outside.files.readText(text.slice('file:'.length), { maxBytes: 16_384 });
  return file.ok ? file.value.trim() : null;
}

export const isReference = (text: string): boolean => /^(?:env|file):./.test(text);
