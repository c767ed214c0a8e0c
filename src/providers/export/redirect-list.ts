import { parseResource } from '../../protocols/edge/resource.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import {
  cacheSchema,
  rateLimitSchema,
  redirectSchema,
  responseHeadersSchema,
  wafSchema,
} from '../../protocols/edge/values.ts';
import type {
  CacheRule,
  RateLimit,
  Redirect,
  ResponseHeaders,
  WafRule,
} from '../../protocols/edge/values.ts';

/** One redirect as web servers know it: from one host and path to one address. `*` at the end of a path is everything below. */
export interface RedirectLine {
  readonly title: string;
  /** null: every host. */
  readonly host: string | null;
  /** null: every path. */
  readonly path: string | null;
  readonly to: Redirect['to'];
  readonly status: Redirect['status'];
  readonly keepsQuery: boolean;
}

/** Redirect rules of a state, switched-off ones left out, one line per host and path. */
export function redirectLines(resources: Resources): readonly RedirectLine[] {
  return named(resources, 'redirect', redirectSchema).flatMap(
    ({ rule: { title, match, to, status, keepsQuery } }) =>
      (match.hosts ?? [null]).flatMap((host) =>
        (match.paths ?? [null]).map((path) => ({ title, host, path, to, status, keepsQuery })),
      ),
  );
}

export const headerRules = (resources: Resources): readonly ResponseHeaders[] =>
  named(resources, 'response-headers', responseHeadersSchema).map(({ rule }) => rule);
export const cacheRules = (resources: Resources): readonly Named<CacheRule>[] =>
  named(resources, 'cache', cacheSchema);
export const rateLimits = (resources: Resources): readonly Named<RateLimit>[] =>
  named(resources, 'rate-limit', rateLimitSchema);
export const blockRules = (resources: Resources): readonly Named<WafRule>[] =>
  named(resources, 'waf', wafSchema).filter(({ rule }) => rule.action === 'block');

export interface Named<T> {
  /** A word web servers take as part of a name. */
  readonly name: string;
  readonly rule: T;
}

/** Switched-on rules of a family that have our form. */
function named<T extends { readonly isEnabled: boolean }>(
  resources: Resources,
  family: string,
  schema: { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } },
): readonly Named<T>[] {
  return Object.entries(resources).flatMap(([resource, value]) => {
    const id = parseResource(resource);
    const parsed = id?.kind === 'rule' && id.family === family ? { id, ...schema.safeParse(value) } : null;
    if (parsed?.data?.isEnabled !== true) return [];
    return [{ name: `lr_${parsed.id.ref.replace(/^lr-/, '').replaceAll('-', '_')}`, rule: parsed.data }];
  });
}
