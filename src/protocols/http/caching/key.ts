import { fieldText, listMembers } from '../fields.ts';
import type { Fields } from '../fields.ts';
import type { CacheRequest, Exchange } from './exchange.ts';

/** Names in Vary, in lower case; `*` matches no later request (RFC 9110 section 12.5.5). */
export const varyNames = (fields: Fields): readonly string[] =>
  listMembers(fieldText(fields, 'vary')).map((name) => name.toLowerCase());

/** The address without fragment: the first part of every cache key (RFC 9111 section 2). */
export const primaryKey = (url: string): string => url.split('#')[0] ?? url;

/** Whether a stored answer was selected by the same fields the new request has (RFC 9111 section 4.1). */
export function isKeyMatch(stored: Exchange, request: CacheRequest): boolean {
  if (primaryKey(stored.request.url) !== primaryKey(request.url)) return false;
  const names = varyNames(stored.response.fields);
  if (names.includes('*')) return false;
  return names.every((name) => normal(stored.request.fields, name) === normal(request.fields, name));
}

/** Lists are equal whatever the white space around their commas. */
const normal = (fields: Fields, name: string): string =>
  (fieldText(fields, name) ?? '\u0000').replaceAll(/\s*,\s*/g, ',').trim();
