import { z } from 'zod';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { absoluteName } from '../../protocols/dns/name.ts';
import { jsonBody } from '../json-body.ts';

export interface PowerDnsOptions {
  /** Apex, without final dot. */
  readonly zone: string;
  /** Where the API answers, without `/api/v1`: `https://dns.example.net:8081`. */
  readonly url: string;
  /** The resolved key; in memory only. */
  readonly apiKey: string;
  /** Server id of the API. Default localhost. */
  readonly server?: string;
}

export const zoneAnswer = z.object({
  rrsets: z
    .array(
      z.object({
        name: z.string().max(1_100),
        type: z.string().max(20),
        ttl: z.number(),
        records: z.array(z.object({ content: z.string(), disabled: z.boolean().optional() })).max(4_096),
      }),
    )
    .max(200_000),
});
export type ZoneAnswer = z.infer<typeof zoneAnswer>;

const errorAnswer = z.object({ error: z.string() });
const maxBodyBytes = 32 * 1024 * 1024;

/** What the API said: `value` for a success, the server's own words for a refusal. */
export type ApiAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: number; readonly message: string };

/** One call to `/servers/{id}/zones/{zone}` (PowerDNS HTTP API v1). */
export async function callZone(
  options: PowerDnsOptions,
  outside: Pick<Outside, 'http'>,
  call: { readonly method: 'GET' | 'PATCH'; readonly body?: unknown; readonly signal: AbortSignal },
): Promise<Result<ApiAnswer>> {
  const base = options.url.replace(/\/+$/, '');
  const path = `/api/v1/servers/${encodeURIComponent(options.server ?? 'localhost')}/zones/${encodeURIComponent(absoluteName(options.zone))}`;
  const answered = await outside.http.request({
    url: base + path,
    method: call.method,
    headers: [
      ['x-api-key', options.apiKey],
      ['accept', 'application/json'],
      ...(call.body === undefined ? [] : ([['content-type', 'application/json']] as const)),
    ],
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    timeoutMs: 20_000,
    maxBodyBytes,
    signal: call.signal,
  });
  if (!answered.ok) return answered;
  const { status } = answered.value;
  const value = jsonBody(answered.value);
  if (status >= 200 && status < 300) return ok({ ok: true, value });
  if (status === 401) return failure('permission', 'PowerDNS refuses the API key (401)', '401');
  if (status === 404) return failure('not-found', `PowerDNS has no zone ${options.zone} (404)`, '404');
  const said = errorAnswer.safeParse(value);
  return ok({
    ok: false,
    status,
    message: (said.success ? said.data.error : 'no reason given').slice(0, 300),
  });
}
