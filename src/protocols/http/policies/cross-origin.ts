import { parseItem, Token } from 'structured-headers';

/** `invalid` means browsers act as if the field were not there. */
export type PolicyWord<Word extends string> = Word | 'invalid' | 'none';

export const openerWords = [
  'same-origin',
  'same-origin-allow-popups',
  'noopener-allow-popups',
  'unsafe-none',
] as const;
export const embedderWords = ['require-corp', 'credentialless', 'unsafe-none'] as const;
export const resourceWords = ['same-origin', 'same-site', 'cross-origin'] as const;

/** Cross-Origin-Opener-Policy (HTML standard 7.1.3): a structured token with its exact letters. */
export const openerPolicy = (values: readonly string[]): PolicyWord<(typeof openerWords)[number]> =>
  structuredWord(values, openerWords);
/** Cross-Origin-Embedder-Policy (HTML standard 7.1.4). */
export const embedderPolicy = (values: readonly string[]): PolicyWord<(typeof embedderWords)[number]> =>
  structuredWord(values, embedderWords);

function structuredWord<Word extends string>(
  values: readonly string[],
  words: readonly Word[],
): PolicyWord<Word> {
  if (values.length === 0) return 'none';
  try {
    const [value] = parseItem(values.join(', ').slice(0, 4096));
    const text = value instanceof Token ? value.toString() : '';
    return words.find((word) => word === text) ?? 'invalid';
  } catch {
    return 'invalid'; // structured-headers throws on anything that is not an Item
  }
}

/** Cross-Origin-Resource-Policy (Fetch standard 3.6): one exact word. */
export function resourcePolicy(values: readonly string[]): PolicyWord<(typeof resourceWords)[number]> {
  if (values.length === 0) return 'none';
  const text = values.join(', ').trim();
  return resourceWords.find((word) => word === text) ?? 'invalid';
}
