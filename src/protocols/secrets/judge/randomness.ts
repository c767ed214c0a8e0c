import { commonFollowers } from './bigrams-table.ts';

/** Shannon entropy in bits per character. */
export function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const lengths = [8, 12, 16, 20, 24, 32, 40, 64, 128];
/** Entropy that all but one in 4,000 random texts of so many characters exceed, by size of alphabet (20,000 texts each). */
const floors: Readonly<Record<number, readonly number[]>> = {
  10: [1.06, 1.73, 1.95, 2.14, 2.38, 2.57, 2.72, 2.95, 3.14],
  16: [1.3, 1.96, 2.35, 2.59, 2.75, 3.05, 3.22, 3.51, 3.75],
  32: [1.75, 2.36, 2.85, 3.05, 3.29, 3.59, 3.77, 4.23, 4.59],
  62: [2.0, 2.63, 3.08, 3.41, 3.62, 4.01, 4.24, 4.74, 5.31],
};

/** Whether a text has the entropy of a random one; `alphabet` is read from it where the caller does not know. */
export function looksRandom(text: string, alphabet: 10 | 16 | 32 | 62 = alphabetOf(text)): boolean {
  const place = lengths.findLastIndex((length) => length <= text.length);
  const floor = floors[alphabet]?.[place];
  return floor !== undefined && entropyBits(text) >= floor;
}

function alphabetOf(text: string): 10 | 16 | 32 | 62 {
  if (/^[\d-]+$/.test(text)) return 10;
  if (/^[0-9a-f-]+$/.test(text) || /^[0-9A-F-]+$/.test(text)) return 16;
  return /^[a-z0-9]+$/.test(text) || /^[A-Z0-9]+$/.test(text) ? 32 : 62;
}

/**
 * Whether most of a text is words, joined by case, dots, dashes or underscores, as identifiers, paths and messages are: runs
 * of one case of at least three letters (English pairs common in them) cover 60 % of it. About one random text in 1,000 does.
 */
export function isMadeOfWords(text: string): boolean {
  let covered = 0;
  for (const run of text.match(/[A-Z]?[a-z]{2,}|[A-Z]{3,}/g) ?? []) {
    if (commonShare(run.toLowerCase()) >= (run.length < 5 ? 1 : 0.75)) covered += run.length;
  }
  return covered >= text.length * 0.6;
}

/** Share of the letter pairs that are common in English: random text has 0.34, words 0.9 and more. */
function commonShare(run: string): number {
  let common = 0;
  for (let index = 0; index + 1 < run.length; index += 1) {
    if ((commonFollowers[run[index] ?? ''] ?? '').includes(run[index + 1] ?? '')) common += 1;
  }
  return common / (run.length - 1);
}
