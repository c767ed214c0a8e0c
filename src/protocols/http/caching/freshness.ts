import { fieldValues, listMembers } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { readHttpDate } from '../date.ts';
import { deltaOf, readDelta } from './directives.ts';
import type { CacheKind, CacheResponse, Exchange } from './exchange.ts';
import { rulesFor } from './rules.ts';

export interface Lifetime {
  readonly seconds: number;
  readonly from: 's-maxage' | 'max-age' | 'Expires' | 'heuristic' | 'none';
  /** The field that says so. */
  readonly field: string;
}

/** Statuses a cache may keep without being told how long (RFC 9110 section 15.1). */
export const heuristicStatuses: ReadonlySet<number> = new Set([
  200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501,
]);

/** Share of the time since the last change that counts as fresh (RFC 9111 section 4.2.2: typically 10 %). */
const heuristicShare = 0.1;

/** How long an answer is fresh in a cache of this kind (RFC 9111 section 4.2.1). */
export function freshnessLifetime(kind: CacheKind, response: CacheResponse, nowMs: number): Lifetime {
  const { directives, field } = rulesFor(kind, response.fields);
  const shared = kind === 'private' ? undefined : deltaOf(directives, 's-maxage');
  if (shared !== undefined) return { seconds: shared, from: 's-maxage', field };
  const maxAge = deltaOf(directives, 'max-age');
  if (maxAge !== undefined) return { seconds: maxAge, from: 'max-age', field };
  const expires = field === 'cache-control' ? fieldValues(response.fields, 'expires')[0] : undefined;
  const dateMs = dateOf(response.fields, nowMs) ?? nowMs;
  if (expires !== undefined) {
    // An unreadable Expires means the past (RFC 9111 section 5.3).
    const seconds = Math.max(0, ((readHttpDate(expires, nowMs) ?? dateMs) - dateMs) / 1000);
    return { seconds, from: 'Expires', field: 'expires' };
  }
  return heuristic(response, { dateMs, nowMs, isPublic: directives.some(({ name }) => name === 'public') });
}

function heuristic(
  { status, fields }: CacheResponse,
  {
    dateMs,
    nowMs,
    isPublic,
  }: { readonly dateMs: number; readonly nowMs: number; readonly isPublic: boolean },
): Lifetime {
  const lastModified = readHttpDate(fieldValues(fields, 'last-modified')[0] ?? '', nowMs);
  const isAllowed = heuristicStatuses.has(status) || isPublic;
  if (!isAllowed || lastModified === null) return { seconds: 0, from: 'none', field: '' };
  const seconds = Math.floor(Math.max(0, (dateMs - lastModified) / 1000) * heuristicShare);
  return { seconds, from: 'heuristic', field: 'last-modified' };
}

const dateOf = (fields: Fields, nowMs: number): number | null =>
  readHttpDate(fieldValues(fields, 'date')[0] ?? '', nowMs);

/** The Age field in seconds: the first value of a list counts, what is no number is ignored (RFC 9111 section 5.1). */
export function ageField(fields: Fields): number {
  const first = listMembers(fieldValues(fields, 'age')[0] ?? null)[0];
  return readDelta(first ?? null) ?? 0;
}

/** Seconds since the origin made or confirmed it (RFC 9111 section 4.2.3). */
export function currentAge(exchange: Exchange, nowMs: number): number {
  const { response, requestedAtMs, receivedAtMs } = exchange;
  const date = dateOf(response.fields, nowMs);
  const apparent = date === null ? 0 : Math.max(0, (receivedAtMs - date) / 1000);
  const corrected = ageField(response.fields) + (receivedAtMs - requestedAtMs) / 1000;
  return Math.max(apparent, corrected) + (nowMs - receivedAtMs) / 1000;
}
