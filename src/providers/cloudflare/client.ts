import { z } from 'zod';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { jsonBody } from '../json-body.ts';
import { permissionFor } from './permissions.ts';

export interface CloudflareOptions {
  /** Apex of the zone, without final dot. */
  readonly zone: string;
  /** The resolved API token; in memory only. */
  readonly token: string;
  /** Default https://api.cloudflare.com/client/v4. */
  readonly baseUrl?: string;
}

export type Door = Pick<Outside, 'http' | 'clock'>;

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base: `/zones`. */
  readonly path: string;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

const problem = z.object({
  code: z.number(),
  message: z.string(),
  source: z.object({ pointer: z.string().optional() }).optional(),
});
const envelope = z.object({
  success: z.boolean(),
  errors: z.array(problem).max(100).nullish(),
  result: z.unknown(),
  result_info: z
    .object({ page: z.number(), per_page: z.number(), total_count: z.number(), total_pages: z.number() })
    .partial()
    .nullish(),
});

/** A call that reached Cloudflare: its result, or its refusal in one sentence with code and place. */
export type ApiAnswer =
  | { readonly ok: true; readonly result: unknown; readonly pages: number }
  | { readonly ok: false; readonly status: number; readonly code: number | null; readonly message: string };

/** Cloudflare allows 1,200 requests in 5 minutes for all tools of a user together; we stay below to leave the dashboard some. */
const budget = { requests: 1_000, windowMs: 300_000 } as const;
const maxBodyBytes = 32 * 1024 * 1024;
const maxWaits = 2;

/** The typed part of Cloudflare's API v4 we use: envelope, errors, limits. One client per run counts the requests. */
export class CloudflareClient {
  private readonly options: CloudflareOptions;
  private readonly outside: Door;
  private readonly sentAt: number[] = [];
  constructor(options: CloudflareOptions, outside: Door) {
    this.options = options;
    this.outside = outside;
  }

  /** Requests sent so far. */
  get sent(): number {
    return this.sentAt.length;
  }

  async call(call: ApiCall): Promise<Result<ApiAnswer>> {
    for (let waits = 0; ; waits += 1) {
      await this.pace(call.signal);
      const response = await this.request(call);
      if (!response.ok) return response;
      const waitMs = response.value.status === 429 ? retryAfterMs(response.value) : null;
      if (waitMs === null) return read(call, response.value);
      if (waits === maxWaits || call.signal.aborted)
        return failure(
          'refused',
          'Cloudflare refuses more requests for five minutes (1,200 in 5 minutes per user)',
          '429',
        );
      await this.outside.clock.sleep(waitMs, call.signal);
    }
  }

  /** Waits until the request fits the window; a refused token bucket costs everybody five minutes. */
  private async pace(signal: AbortSignal): Promise<void> {
    const now = this.outside.clock.monotonicMs();
    const first = this.sentAt.at(-budget.requests);
    if (first !== undefined && first + budget.windowMs > now)
      await this.outside.clock.sleep(first + budget.windowMs - now, signal);
    this.sentAt.push(this.outside.clock.monotonicMs());
  }

  private request({ method, path, body, signal }: ApiCall): Promise<Result<HttpResponse>> {
    const base = (this.options.baseUrl ?? 'https://api.cloudflare.com/client/v4').replace(/\/+$/, '');
    return this.outside.http.request({
      url: base + path,
      method,
      headers: [
        ['authorization', `Bearer ${this.options.token}`],
        ['accept', 'application/json'],
        ...(body === undefined ? [] : ([['content-type', 'application/json']] as const)),
      ],
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: 30_000,
      maxBodyBytes,
      signal,
    });
  }
}

function retryAfterMs({ headers }: HttpResponse): number {
  const seconds = Number(headers.find(([name]) => name === 'retry-after')?.[1] ?? 300);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 300) * 1000 : 300_000;
}

function read(call: ApiCall, response: HttpResponse): Result<ApiAnswer> {
  const parsed = envelope.safeParse(jsonBody(response));
  const [first] = parsed.success ? (parsed.data.errors ?? []) : [];
  const { status } = response;
  if (status === 401 || (status === 400 && first?.code === 6003))
    return failure('permission', 'Cloudflare does not know this API token', String(status));
  if (status === 403) {
    const { group, dashboard } = permissionFor(call.method, call.path);
    return failure('permission', `The API token may not do this: it lacks "${group}" (${dashboard})`, '403');
  }
  if (!parsed.success)
    return failure('protocol', `Cloudflare answered ${status} in a form we do not know`, String(status));
  if (status >= 500) return failure('failed', `Cloudflare answered ${status}`, String(status));
  if (parsed.data.success && status < 300)
    return ok({ ok: true, result: parsed.data.result, pages: parsed.data.result_info?.total_pages ?? 1 });
  const place = first?.source?.pointer === undefined ? '' : ` at ${first.source.pointer}`;
  const message = `${first?.message ?? 'no reason given'}${place}`.slice(0, 400);
  return ok({ ok: false, status, code: first?.code ?? null, message });
}
