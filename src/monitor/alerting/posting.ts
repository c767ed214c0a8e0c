import type { AlertDelivery } from '../../model/monitor.ts';
import type { HttpRequest, HttpResponse } from '../../model/outside-http.ts';
import type { Outside, WorldError } from '../../model/outside.ts';
import { oneLine } from '../probing/sample.ts';

const timeoutMs = 15_000;
const maxBodyBytes = 64 * 1024;
const maxDetail = 300;
const maxRetryAfterMs = 24 * 3_600_000;

export const delivered = (detail: string, messageId: string | null = null): AlertDelivery => ({
  outcome: 'delivered',
  detail: oneLine(detail, maxDetail),
  retryAfterMs: null,
  messageId,
});
export const refused = (detail: string): AlertDelivery => ({
  outcome: 'refused',
  detail: oneLine(detail, maxDetail),
  retryAfterMs: null,
  messageId: null,
});
export const tryAgain = (detail: string, retryAfterMs: number | null = null): AlertDelivery => ({
  outcome: 'retry',
  detail: oneLine(detail, maxDetail),
  retryAfterMs,
  messageId: null,
});

/** What a receiver answered, with its text; redirects are answers like any other and never followed. */
export interface Posted {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | null;
}

/** One POST. The second form is what could not be reached. */
export async function post(
  outside: Outside,
  request: Pick<HttpRequest, 'url' | 'headers' | 'body'>,
  signal: AbortSignal,
): Promise<Posted | { readonly error: AlertDelivery }> {
  const result = await outside.http.request({ ...request, method: 'POST', timeoutMs, maxBodyBytes, signal });
  if (!result.ok) return { error: unreachable(result.error) };
  const { status, body } = result.value;
  return {
    status,
    text: new TextDecoder().decode(body),
    retryAfterMs: retryAfterMs(result.value, outside.clock.now()),
  };
}

/** A private address is refused for good (SEC-1); everything else may pass. */
const unreachable = (error: WorldError): AlertDelivery =>
  error.kind === 'forbidden' ? refused(error.message) : tryAgain(error.message);

/** RFC 9110 section 10.2.3: seconds or a date. */
function retryAfterMs({ headers }: HttpResponse, now: number): number | null {
  const value = headers.find(([name]) => name === 'retry-after')?.[1]?.trim();
  if (value === undefined) return null;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), maxRetryAfterMs) : null;
}

/** What an ordinary HTTP receiver means: it has it, it never wants it, or not now. */
export function byStatus(
  { status, text, retryAfterMs: waitMs }: Posted,
  final: readonly number[],
): AlertDelivery {
  const detail = `${status} ${text}`.trim();
  if (status >= 200 && status < 300) return delivered(detail);
  return final.includes(status) ? refused(detail) : tryAgain(detail, waitMs);
}

/** A receiver's JSON; null when it is none. */
export function jsonIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** An address a hook may be posted to. */
export const isHookUrl = (text: string): boolean => URL.canParse(text) && /^https?:\/\//i.test(text);
