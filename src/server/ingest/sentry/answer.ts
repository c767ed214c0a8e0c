import { printRateLimits } from '../../../protocols/sentry/rate-limits.ts';
import type { RateLimit } from '../../../protocols/sentry/rate-limits.ts';
import type { IngestReply } from '../arrival.ts';

/** Pages of other origins may read these; without it a browser's client never learns that it is to wait. */
const shownHeaders = 'X-Sentry-Rate-Limits, X-Sentry-Error, Retry-After';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Null: a server, not a browser. */
  readonly origin: string | null;
  readonly limits?: readonly RateLimit[];
}

/** In the words of the sender's own protocol. */
export function answerOf({ status, body, origin, limits = [] }: Answer): IngestReply {
  const text = JSON.stringify(body);
  const detail = body['detail'];
  return {
    status,
    headers: {
      'content-type': 'application/json',
      // Told, so that nobody packs so few bytes.
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-store',
      ...corsHeaders(origin),
      ...(typeof detail === 'string' ? { 'x-sentry-error': detail.replaceAll(/[^ -~]/g, '?') } : {}),
      ...limitHeaders(limits),
    },
    body: text,
  };
}

const limitHeaders = (limits: readonly RateLimit[]): Readonly<Record<string, string>> =>
  limits.length === 0
    ? {}
    : {
        'x-sentry-rate-limits': printRateLimits(limits),
        'retry-after': String(Math.max(...limits.map(({ seconds }) => seconds))),
      };

export const refusal = (status: number, detail: string, origin: string | null): IngestReply =>
  answerOf({ status, body: { detail, causes: [] }, origin });

/** What a browser asks before it sends headers of its own (CORS). */
export const preflight = (origin: string | null): Response =>
  new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(origin),
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers':
        'content-type, content-encoding, x-sentry-auth, sentry-trace, baggage, traceparent',
      'access-control-max-age': '3600',
    },
  });

const corsHeaders = (origin: string | null): Readonly<Record<string, string>> =>
  origin === null
    ? {}
    : {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': shownHeaders,
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'origin',
      };
