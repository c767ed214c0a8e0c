import { fieldText, fieldValues } from '../fields.ts';
import { hasBareDirective, hasDirective, readDirectives } from './directives.ts';
import type { Directive } from './directives.ts';
import { reason } from './exchange.ts';
import type { CacheKind, CacheRequest, CacheResponse, Reason } from './exchange.ts';
import { heuristicStatuses } from './freshness.ts';
import { rulesFor } from './rules.ts';

export interface Storing {
  readonly isAllowed: boolean;
  readonly reason: Reason;
}

const no = (text: string, section: string): Storing => ({ isAllowed: false, reason: reason(text, section) });
const yes = (text: string, section: string): Storing => ({ isAllowed: true, reason: reason(text, section) });
const understood = (status: number): boolean => status >= 200 && status <= 599;

/** Whether a cache of this kind may keep an answer, and the rule that decides it (RFC 9111 section 3). */
export function storing(kind: CacheKind, request: CacheRequest, response: CacheResponse): Storing {
  const { directives, field } = rulesFor(kind, response.fields);
  const asked = readDirectives(fieldText(request.fields, 'cache-control'));
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return no(`${request.method} answers are not kept`, 'RFC 9111 section 3');
  if (!understood(response.status)) return no('the answer is not final', 'RFC 9111 section 3');
  if (response.status === 206 || response.status === 304)
    return no(`${response.status} is only a part of an answer`, 'RFC 9111 section 3.3');
  // must-understand lets caches that know the status ignore no-store (RFC 9111 section 5.2.2.3).
  const isKnown = hasDirective(directives, 'must-understand') && heuristicStatuses.has(response.status);
  if (hasDirective(directives, 'no-store') && !isKnown)
    return no(`${field} says no-store`, 'RFC 9111 section 5.2.2.5');
  if (hasDirective(asked, 'no-store')) return no('the request says no-store', 'RFC 9111 section 5.2.1.5');
  if (kind !== 'private' && hasBareDirective(directives, 'private'))
    return no(`${field} says private`, 'RFC 9111 section 5.2.2.7');
  const authorization = authorized({ kind, request, directives });
  return authorization ?? explicit({ kind, response, directives });
}

/** Answers to requests with credentials need a word of permission in shared caches (RFC 9111 section 3.5). */
function authorized(input: {
  readonly kind: CacheKind;
  readonly request: CacheRequest;
  readonly directives: readonly Directive[];
}): Storing | null {
  const { kind, request, directives } = input;
  if (kind === 'private' || fieldValues(request.fields, 'authorization').length === 0) return null;
  const allows = ['public', 's-maxage', 'must-revalidate'].some((name) => hasDirective(directives, name));
  return allows ? null : no('the request carried Authorization', 'RFC 9111 section 3.5');
}

function explicit(input: {
  readonly kind: CacheKind;
  readonly response: CacheResponse;
  readonly directives: readonly Directive[];
}): Storing {
  const { kind, response, directives } = input;
  const words = ['public', 'max-age', ...(kind === 'private' ? ['private'] : ['s-maxage'])];
  const word = words.find((name) => hasDirective(directives, name));
  if (word !== undefined) return yes(`it says ${word}`, 'RFC 9111 section 3');
  if (fieldValues(response.fields, 'expires').length > 0)
    return yes('it has Expires', 'RFC 9111 section 5.3');
  if (heuristicStatuses.has(response.status))
    return yes(`nothing forbids it, and ${response.status} may be kept by guess`, 'RFC 9111 section 4.2.2');
  return no(`${response.status} may not be kept without being told`, 'RFC 9111 section 3');
}

/** Fields that belong to one connection and are never kept (RFC 9111 section 3.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
];

/** The fields of an answer as a cache keeps them. */
export function storedFields(fields: CacheResponse['fields']): CacheResponse['fields'] {
  const named = fieldValues(fields, 'connection').flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
  const dropped = new Set([...hopByHop, ...named]);
  return fields.filter(([name]) => !dropped.has(name));
}
