import { fieldText, fieldValues, listMembers } from '../fields.ts';
import type { Fields } from '../fields.ts';
import { readHttpDate } from '../date.ts';

/** Fields that ask the origin whether a stored answer is still good (RFC 9111 section 4.3.1); empty without a validator. */
export function validationFields(stored: Fields): Fields {
  const etag = fieldValues(stored, 'etag')[0];
  const lastModified = fieldValues(stored, 'last-modified')[0];
  return [
    ...(etag === undefined ? [] : [['if-none-match', etag] as const]),
    ...(lastModified === undefined ? [] : [['if-modified-since', lastModified] as const]),
  ];
}

/** Whether a request's own conditions are met by what is stored: answer 304 (RFC 9111 section 4.3.2, RFC 9110 section 13.2.2). */
export function isNotModified(request: Fields, stored: Fields, nowMs: number): boolean {
  const wanted = fieldText(request, 'if-none-match');
  const etag = fieldValues(stored, 'etag')[0];
  if (wanted !== null) {
    if (wanted.trim() === '*') return true;
    return etag !== undefined && listMembers(wanted).some((each) => isWeakMatch(each, etag));
  }
  const since = readHttpDate(fieldValues(request, 'if-modified-since')[0] ?? '', nowMs);
  const changed = fieldValues(stored, 'last-modified')[0] ?? fieldValues(stored, 'date')[0] ?? '';
  const changedMs = readHttpDate(changed, nowMs);
  return since !== null && changedMs !== null && changedMs <= since;
}

/** Weak comparison (RFC 9110 section 8.8.3.2). */
export const isWeakMatch = (a: string, b: string): boolean => a.replace(/^W\//, '') === b.replace(/^W\//, '');

/** Not taken over from a 304: they describe the stored body (RFC 9111 section 3.2). */
const ofTheBody = new Set([
  'content-length',
  'content-encoding',
  'content-range',
  'content-type',
  'content-md5',
]);

/** Stored fields with those of a 304 laid over them. */
export function refreshedFields(stored: Fields, fresh: Fields): Fields {
  const names = new Set(fresh.map(([name]) => name).filter((name) => !ofTheBody.has(name)));
  return [...stored.filter(([name]) => !names.has(name)), ...fresh.filter(([name]) => names.has(name))];
}
