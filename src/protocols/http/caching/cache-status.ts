import { parseList, Token } from 'structured-headers';
import { fieldText, fieldValues } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { ageField } from './freshness.ts';

/** What a cache on the way says it did: `bypass` means it does not even try. */
export type CacheOutcome = 'hit' | 'miss' | 'stale' | 'revalidated' | 'bypass' | 'unclear';

export interface CacheStatement {
  readonly outcome: CacheOutcome;
  /** `cache-status: edge; hit; ttl=30` */
  readonly said: string;
}

/** The first cache that says anything, from the visitor's side; null when none speaks (RFC 9211 and the vendors' own fields). */
export function cacheStatement(fields: Fields): CacheStatement | null {
  const standard = fieldText(fields, 'cache-status');
  if (standard !== null) return { outcome: standardOutcome(standard), said: told('cache-status', standard) };
  for (const [name, read] of vendorFields) {
    const value = fieldValues(fields, name)[0];
    if (value !== undefined) return { outcome: read(value.toLowerCase()), said: told(name, value) };
  }
  const age = ageField(fields);
  return age > 0 ? { outcome: 'hit', said: told('age', String(age)) } : null;
}

const told = (name: string, value: string): string => `${name}: ${value.slice(0, 200)}`;

/** The last member is the cache nearest to the visitor (RFC 9211 section 2). */
function standardOutcome(text: string): CacheOutcome {
  try {
    const members = parseList(text.slice(0, 8192));
    const parameters = members.at(-1)?.[1] ?? new Map();
    if (parameters.get('hit') === true) return 'hit';
    const forwarded: unknown = parameters.get('fwd');
    const why = forwarded instanceof Token ? forwarded.toString() : '';
    if (why === 'bypass' || why === 'method') return 'bypass';
    if (why === 'stale') return parameters.get('fwd-status') === 304 ? 'revalidated' : 'stale';
    return why === '' ? 'unclear' : 'miss';
  } catch {
    return 'unclear'; // structured-headers throws on anything that is not a List
  }
}

type Reader = (value: string) => CacheOutcome;

const words: readonly (readonly [RegExp, CacheOutcome])[] = [
  [/\b(?:hit|tcp_hit|tcp_mem_hit|refresh_hit|prerender)\b/, 'hit'],
  [/\b(?:stale|updating)\b/, 'stale'],
  [/\b(?:revalidated|refreshhit|revalidate)\b/, 'revalidated'],
  [/\b(?:bypass|dynamic|pass|uncacheable|none|no-cache|private)\b/, 'bypass'],
  [/\b(?:miss|expired|tcp_miss)\b/, 'miss'],
];

const byWord: Reader = (value) => words.find(([pattern]) => pattern.test(value))?.[1] ?? 'unclear';
/** `HIT, MISS`: from the origin's side to the visitor's. */
const byLastWord: Reader = (value) => byWord(value.split(',').at(-1) ?? value);

const vendorFields: readonly (readonly [string, Reader])[] = [
  ['cf-cache-status', byWord],
  ['x-vercel-cache', byWord],
  ['x-nextjs-cache', byWord],
  ['x-cache-status', byWord],
  ['x-proxy-cache', byWord],
  ['x-fastcgi-cache', byWord],
  ['x-litespeed-cache', byWord],
  ['x-sucuri-cache', byWord],
  ['x-iinfo', () => 'unclear'],
  ['x-cache-lookup', byWord],
  ['x-cache', byLastWord],
  ['x-cache-hits', (value) => (/^[1-9]/.test(value.split(',').at(-1)?.trim() ?? '') ? 'hit' : 'miss')],
  ['x-varnish', (value) => (/^\d+ \d+$/.test(value.trim()) ? 'hit' : 'miss')],
];
