import type { HttpDoor, HttpRequest, HttpResponse } from '../../model/outside-http.ts';
import type { TlsSession } from '../../model/outside-sockets.ts';
import type { Result, WorldErrorKind } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

/** An answer, a world error by its kind, or a function of the request. A plain text is a 200 with that body. */
export type FakeAnswer =
  | string
  | FakeHttpResponse
  | { readonly error: WorldErrorKind; readonly code?: string }
  | ((request: HttpRequest) => FakeAnswer | Promise<FakeAnswer>);

export interface FakeHttpResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  readonly address?: string;
  readonly tls?: Partial<TlsSession>;
  readonly totalMs?: number;
}
/**
 * Keys: `https://host/path`, with a method before it (`POST https://...`), or ending in `*` for everything that begins so.
 * Most exact wins: method and URL, URL, then the longest prefix. What no route answers is refused.
 */
export type FakeRoutes = Readonly<Record<string, FakeAnswer>>;

export interface FakeHttpDoor extends HttpDoor {
  /** Every request made, in order. */
  readonly requests: readonly HttpRequest[];
}

export function createFakeHttp(routes: FakeRoutes = {}): FakeHttpDoor {
  const requests: HttpRequest[] = [];
  return {
    requests,
    request: async (request) => {
      requests.push(request);
      if (request.signal?.aborted === true) return failure('aborted', `Asking ${request.url}: stopped`);
      const answer = findRoute(routes, request);
      if (answer === undefined)
        return failure('refused', `Nothing answers at ${request.url}`, 'ECONNREFUSED');
      return settle(request, answer);
    },
  };
}

function findRoute(routes: FakeRoutes, request: HttpRequest): FakeAnswer | undefined {
  const method = request.method ?? 'GET';
  const url = withPath(request.url);
  const exact = routes[`${method} ${url}`] ?? routes[url];
  if (exact !== undefined) return exact;
  const prefixes = Object.keys(routes)
    .filter((key) => key.endsWith('*'))
    .filter((key) => url.startsWith(key.slice(0, -1)) || `${method} ${url}`.startsWith(key.slice(0, -1)))
    .toSorted((a, b) => b.length - a.length);
  return routes[prefixes[0] ?? ''];
}

const withPath = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

async function settle(request: HttpRequest, answer: FakeAnswer): Promise<Result<HttpResponse>> {
  if (typeof answer === 'function') return settle(request, await answer(request));
  if (typeof answer === 'string') return ok(response(request, { body: answer }));
  if ('error' in answer) return failure(answer.error, `Asking ${request.url}: ${answer.error}`, answer.code);
  const built = response(request, answer);
  if (request.isCertificateRequired !== false && built.tls?.isAuthorized === false) {
    const code = built.tls.authorizationError ?? 'ERR_TLS';
    return failure('tls', `The certificate is not accepted (${code})`, code);
  }
  return ok(built);
}

function response(request: HttpRequest, given: FakeHttpResponse): HttpResponse {
  const whole = bytesOf(request.method === 'HEAD' ? '' : (given.body ?? ''));
  const limit = request.maxBodyBytes ?? 2 * 1024 * 1024;
  const totalMs = given.totalMs ?? 5;
  return {
    url: request.url,
    status: given.status ?? 200,
    headers: pairs(given.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const),
    body: whole.subarray(0, limit),
    isBodyTruncated: whole.byteLength > limit,
    encodedBytes: whole.byteLength,
    httpVersion: '1.1',
    address: given.address ?? request.address ?? '192.0.2.1',
    phases: { dnsMs: 0, connectMs: 1, tlsMs: 1, firstByteMs: totalMs - 2, bodyMs: 0, totalMs },
    tls: request.url.startsWith('https:') ? fakeTlsSession(given.tls) : null,
  };
}

const pairs = (headers: NonNullable<FakeHttpResponse['headers']>): readonly (readonly [string, string])[] =>
  isList(headers) ? headers : Object.entries(headers);
const isList = (
  headers: NonNullable<FakeHttpResponse['headers']>,
): headers is readonly (readonly [string, string])[] => Array.isArray(headers);
const bytesOf = (data: string | Uint8Array): Uint8Array =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;

/** A healthy TLS 1.3 session; give what differs. */
export const fakeTlsSession = (given: Partial<TlsSession> = {}): TlsSession => ({
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  alpn: 'http/1.1',
  chain: [],
  isAuthorized: given.authorizationError === undefined || given.authorizationError === null,
  authorizationError: null,
  keyExchange: { type: 'ECDH', name: 'X25519', bits: 253 },
  stapledOcsp: null,
  isResumed: false,
  ...given,
});
