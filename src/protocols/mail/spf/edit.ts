/** `include:x`, without qualifier and case: what makes two terms the same. */
const keyOf = (term: string): string => term.replace(/^\+/, '').toLowerCase();
const isEnd = (term: string): boolean => /^[+?~-]?all$/i.test(term);
const termsOf = (record: string): readonly string[] => record.trim().split(/ +/).slice(1);

/** From the strictest to the mildest end. */
const ends = ['-all', '~all', '?all'] as const;

/**
 * One record with the terms of all, in order, each once. The end is the mildest of them, because every sender must still pass;
 * `+all` is nobody's wish and becomes `~all`. A redirect is read only where no `all` stands (RFC 7208 section 6.1), so it becomes
 * an include.
 */
export function mergedSpf(records: readonly string[]): string {
  const seen = new Map<string, string>();
  for (const term of records.flatMap(termsOf)) {
    const plain = term.replace(/^redirect=/i, 'include:');
    if (!isEnd(plain) && !/^exp=/i.test(plain) && !seen.has(keyOf(plain))) seen.set(keyOf(plain), plain);
  }
  return spfText([...seen.values()], mildestEnd(records));
}

function mildestEnd(records: readonly string[]): string {
  const found = records.flatMap((record) => termsOf(record).findLast(isEnd)?.toLowerCase() ?? []);
  return ends.findLast((end) => found.includes(end)) ?? '~all';
}

export const spfText = (terms: readonly string[], end: string): string => ['v=spf1', ...terms, end].join(' ');

/** The record with an include more, before its end; unchanged when it is there. */
export function spfWithInclude(record: string, target: string): string {
  const terms = termsOf(record);
  const wanted = `include:${target}`;
  if (terms.some((term) => keyOf(term) === wanted.toLowerCase())) return record;
  const at = terms.findIndex((term) => isEnd(term) || /^redirect=/i.test(term));
  const place = at < 0 ? terms.length : at;
  return ['v=spf1', ...terms.slice(0, place), wanted, ...terms.slice(place)].join(' ');
}

/** The record without these terms. */
export function spfWithout(record: string, gone: readonly string[]): string {
  const keys = new Set(gone.map(keyOf));
  return ['v=spf1', ...termsOf(record).filter((term) => !keys.has(keyOf(term)))].join(' ');
}

/** The record with `all` at its end and nothing behind it; a redirect beside it is never read and goes. */
export function spfEndingIn(record: string, end: string): string {
  const terms = termsOf(record).filter((term) => !isEnd(term) && !/^redirect=/i.test(term));
  return spfText(terms, end);
}

/** How the record ends now; null: with a redirect, or with nothing. */
export const spfEndOf = (record: string): string | null =>
  termsOf(record).findLast(isEnd)?.toLowerCase() ?? null;
