import { hasBareDirective } from './directives.ts';
import type { CacheKind, CacheRequest, CacheResponse, Reason } from './exchange.ts';
import { freshnessLifetime } from './freshness.ts';
import type { Lifetime } from './freshness.ts';
import { varyNames } from './key.ts';
import { rulesFor } from './rules.ts';
import { storing } from './storing.ts';

/** Who keeps an answer, how long, under which key, and the rule behind it. */
export interface CacheAnswer {
  readonly kind: CacheKind;
  readonly isStored: boolean;
  /** Served again without asking the origin, at least once. */
  readonly isReused: boolean;
  readonly lifetime: Lifetime;
  /** Request fields that are part of the key besides the address. */
  readonly key: readonly string[];
  readonly reason: Reason;
}

export interface CacheQuestion {
  readonly request: CacheRequest;
  readonly response: CacheResponse;
  readonly nowMs: number;
}

export function cacheAnswer(kind: CacheKind, { request, response, nowMs }: CacheQuestion): CacheAnswer {
  const allowed = storing(kind, request, response);
  const lifetime = freshnessLifetime(kind, response, nowMs);
  const key = varyNames(response.fields);
  const { directives } = rulesFor(kind, response.fields);
  const isAlwaysAsked = hasBareDirective(directives, 'no-cache') || key.includes('*');
  return {
    kind,
    isStored: allowed.isAllowed,
    isReused: allowed.isAllowed && !isAlwaysAsked && lifetime.seconds > 0,
    lifetime,
    key,
    reason: allowed.reason,
  };
}

/** `kept for 300 s (max-age) per accept-encoding` */
export function cacheSentence(answer: CacheAnswer): string {
  const { isStored, isReused, lifetime, key, reason } = answer;
  if (!isStored) return `not kept: ${reason.text} (${reason.section})`;
  if (!isReused) return 'kept, but asked for again every time';
  const per = key.length === 0 ? '' : ` per ${key.join(', ')}`;
  return `kept for ${Math.floor(lifetime.seconds)} s (${lifetime.from})${per}`;
}
