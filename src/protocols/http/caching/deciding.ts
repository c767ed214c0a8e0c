import { fieldText } from '../fields.ts';
import { deltaOf, hasBareDirective, hasDirective, readDirectives } from './directives.ts';
import { reason } from './exchange.ts';
import type { CacheKind, CacheRequest, Exchange, Reason } from './exchange.ts';
import { currentAge, freshnessLifetime } from './freshness.ts';
import { isKeyMatch } from './key.ts';
import { rulesFor } from './rules.ts';

/** What a cache does with a request, and why. */
export type Decision =
  | { readonly kind: 'forward'; readonly reason: Reason }
  | { readonly kind: 'validate'; readonly stored: Exchange; readonly reason: Reason }
  | {
      readonly kind: 'reuse';
      readonly stored: Exchange;
      readonly ageSeconds: number;
      /** Served stale while it is asked for again behind the visitor's back (RFC 5861 section 3). */
      readonly isRefreshedBehind: boolean;
      readonly reason: Reason;
    };

export interface CacheState {
  readonly kind: CacheKind;
  readonly stored: readonly Exchange[];
}

/** RFC 9111 section 4: the newest stored answer that fits is used when it is fresh and nobody forbids it. */
export function decide({ kind, stored }: CacheState, request: CacheRequest, nowMs: number): Decision {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { kind: 'forward', reason: reason(`${request.method} goes to the origin`, 'RFC 9111 section 4') };
  const found = stored.findLast((each) => isKeyMatch(each, request));
  if (found === undefined)
    return { kind: 'forward', reason: reason('nothing stored fits', 'RFC 9111 section 4') };
  const { directives } = rulesFor(kind, found.response.fields);
  const asked = readDirectives(fieldText(request.fields, 'cache-control'));
  const demand = demandOf(asked, fieldText(request.fields, 'pragma'));
  if (demand !== null) return { kind: 'validate', stored: found, reason: demand };
  if (hasBareDirective(directives, 'no-cache'))
    return validate(found, 'it says no-cache', 'RFC 9111 section 5.2.2.4');
  const ageSeconds = currentAge(found, nowMs);
  const { seconds } = freshnessLifetime(kind, found.response, nowMs);
  const limit = Math.min(seconds, deltaOf(asked, 'max-age') ?? Infinity) - (deltaOf(asked, 'min-fresh') ?? 0);
  const story = `age ${Math.floor(ageSeconds)} of ${Math.floor(limit)} seconds`;
  if (ageSeconds < limit) return reuse({ stored: found, ageSeconds, story });
  const window = deltaOf(directives, 'stale-while-revalidate') ?? 0;
  const isStrict = ['must-revalidate', 'proxy-revalidate', 's-maxage'].some((name) =>
    hasDirective(directives, name),
  );
  if (ageSeconds < seconds + window && !isStrict)
    return { ...reuse({ stored: found, ageSeconds, story }), isRefreshedBehind: true };
  return validate(found, `it is stale: ${story}`, 'RFC 9111 section 4.2.4');
}

const validate = (stored: Exchange, text: string, section: string): Decision => ({
  kind: 'validate',
  stored,
  reason: reason(text, section),
});

const reuse = (input: {
  readonly stored: Exchange;
  readonly ageSeconds: number;
  readonly story: string;
}) => ({
  kind: 'reuse' as const,
  stored: input.stored,
  ageSeconds: input.ageSeconds,
  isRefreshedBehind: false,
  reason: reason(input.story, 'RFC 9111 section 4.2'),
});

function demandOf(asked: readonly { readonly name: string }[], pragma: string | null): Reason | null {
  if (asked.some(({ name }) => name === 'no-cache'))
    return reason('the request says no-cache', 'RFC 9111 section 5.2.1.4');
  const isOld = asked.length === 0 && /\bno-cache\b/i.test(pragma ?? '');
  return isOld ? reason('the request says Pragma: no-cache', 'RFC 9111 section 5.4') : null;
}

/** Whether a stale answer may be served when the origin cannot be reached (RFC 9111 section 4.2.4). */
export function mayServeStale(kind: CacheKind, { response }: Exchange): boolean {
  const { directives } = rulesFor(kind, response.fields);
  const forbidding = [
    'must-revalidate',
    'no-cache',
    ...(kind === 'private' ? [] : ['proxy-revalidate', 's-maxage']),
  ];
  return !forbidding.some((name) => hasDirective(directives, name));
}

/** Whether an answer to an unsafe method drops what is stored for its address (RFC 9111 section 4.4). */
export const isInvalidating = (method: string, status: number): boolean =>
  !['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method) && status >= 200 && status < 400;
