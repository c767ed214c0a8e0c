import type { Fields } from '../fields.ts';
import type { CacheKind } from './exchange.ts';
import { cacheControl } from './directives.ts';
import type { Directive } from './directives.ts';
import { targetedDirectives } from './targeted.ts';

export interface Rules {
  readonly directives: readonly Directive[];
  /** The field that rules: Expires counts only under Cache-Control (RFC 9213 section 2.1). */
  readonly field: 'cdn-cache-control' | 'cache-control';
}

/** The directives a cache of this kind obeys. */
export function rulesFor(kind: CacheKind, fields: Fields): Rules {
  const targeted = kind === 'cdn' ? targetedDirectives(fields) : null;
  return targeted === null
    ? { directives: cacheControl(fields), field: 'cache-control' }
    : { directives: targeted, field: 'cdn-cache-control' };
}
