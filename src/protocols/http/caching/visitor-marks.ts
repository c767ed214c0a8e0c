import { fieldValues } from '../fields.ts';
import type { Fields } from '../fields.ts';

/** What one answer carries that may belong to one visitor. */
export interface VisitorMarks {
  /** Values of cookies it sets, by name. */
  readonly cookies: ReadonlyMap<string, string>;
  /** Long words of the body: tokens, ids. */
  readonly words: ReadonlySet<string>;
}

const maxWords = 20_000;
/** Shorter values are settings (`lang=en`), not identities. */
const minLength = 12;

export function marksOf(fields: Fields, body: string): VisitorMarks {
  const cookies = fieldValues(fields, 'set-cookie').flatMap((line) => {
    const [, name = '', value = ''] = /^\s*([^=;]+)=([^;]*)/.exec(line) ?? [];
    return value.trim().length >= minLength ? [[name.trim(), value.trim()] as const] : [];
  });
  const words = new Set<string>();
  for (const [word] of body.matchAll(/[A-Za-z0-9][\w+=.@-]{11,199}/g)) {
    if (words.size >= maxWords) break;
    if (/\d|@/.test(word)) words.add(word);
  }
  return { cookies: new Map(cookies), words };
}

/** Cookies that are new for everybody: set for both, with different values. */
export const personalCookies = (
  mine: VisitorMarks,
  theirs: VisitorMarks,
): readonly (readonly [string, string])[] =>
  [...mine.cookies].filter(
    ([name, value]) => theirs.cookies.get(name) !== undefined && theirs.cookies.get(name) !== value,
  );

/** Words the one always sees and the other never: not those that change with every request. */
export function personalWords(
  mine: readonly [VisitorMarks, VisitorMarks],
  theirs: VisitorMarks,
): readonly string[] {
  const [first, second] = mine;
  return [...first.words].filter((word) => second.words.has(word) && !theirs.words.has(word)).slice(0, 100);
}

/** `4f8a…` (32 characters): enough to compare, too little to use. */
export const shortened = (secret: string): string => `${secret.slice(0, 4)}… (${secret.length} characters)`;
