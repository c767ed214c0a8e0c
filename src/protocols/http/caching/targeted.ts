import { parseDictionary, Token } from 'structured-headers';
import { fieldText } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { Directive } from './directives.ts';

/**
 * A targeted cache field such as CDN-Cache-Control (RFC 9213 section 2.1): a Dictionary whose numbers are Integers.
 * null when it is absent, empty, not a Dictionary, or a known directive has a value of the wrong type: then the cache
 * goes on to Cache-Control as if it were not there.
 */
export function targetedDirectives(fields: Fields, name = 'cdn-cache-control'): readonly Directive[] | null {
  const text = fieldText(fields, name);
  if (text === null || text.length > 8192) return null;
  try {
    const members = [...parseDictionary(text)];
    if (members.length === 0) return null;
    const read = members.map(([key, [value]]) => directive(key, value));
    const known = read.filter((each) => each !== null);
    return known.length === read.length ? known : null;
  } catch {
    return null; // structured-headers throws on anything that is not a Dictionary
  }
}

const numeric = new Set(['max-age', 's-maxage', 'stale-while-revalidate', 'stale-if-error']);

function directive(key: string, value: unknown): Directive | null {
  if (numeric.has(key)) {
    if (typeof value !== 'number' || !Number.isInteger(value)) return null;
    return { name: key, value: String(Math.max(0, value)) };
  }
  if (value === true) return { name: key, value: null };
  if (value instanceof Token) return { name: key, value: value.toString() };
  return { name: key, value: typeof value === 'string' || typeof value === 'number' ? String(value) : '' };
}
