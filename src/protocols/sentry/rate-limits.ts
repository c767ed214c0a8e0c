import type { SentryCategory } from './item-types.ts';

export interface RateLimit {
  readonly seconds: number;
  /** Empty: everything. */
  readonly categories: readonly SentryCategory[];
  readonly scope: 'organization' | 'project' | 'key';
  /** A word for logs: `quota_exceeded`. */
  readonly reason: string;
}

/** The `X-Sentry-Rate-Limits` header: `60:error;transaction:key:quota_exceeded, ...`. It also works with a 200, so quotas can be told early. */
export const printRateLimits = (limits: readonly RateLimit[]): string =>
  limits
    .map(
      ({ seconds, categories, scope, reason }) =>
        `${Math.max(1, Math.ceil(seconds))}:${categories.join(';')}:${scope}:${reason.replace(/\W/g, '_')}`,
    )
    .join(', ');
