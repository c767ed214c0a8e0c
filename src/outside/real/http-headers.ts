import type { HttpRequest } from '../../model/outside-http.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type { HttpTarget } from './http-target.ts';

/** RFC 9110 section 5.6.2 token, section 5.5 field value. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// oxlint-disable-next-line no-control-regex
const unsafeValue = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;

/** Headers as a flat list in the order sent: ours first unless the caller named them. */
export function requestHeaders(
  target: HttpTarget,
  request: HttpRequest,
  userAgent: string,
): Result<readonly string[]> {
  const given = request.headers ?? [];
  const wrong = given.find(([name, value]) => !token.test(name) || unsafeValue.test(value));
  if (wrong !== undefined) return failure('protocol', `Header "${wrong[0].slice(0, 60)}" cannot be sent`);
  if (request.method !== undefined && !token.test(request.method))
    return failure('protocol', 'The request method cannot be sent');
  const named = new Set(given.map(([name]) => name.toLowerCase()));
  const ours = ownHeaders(target, request, userAgent).filter(([name]) => !named.has(name.toLowerCase()));
  return ok([...ours, ...given].flat());
}

function ownHeaders(
  target: HttpTarget,
  request: HttpRequest,
  userAgent: string,
): readonly (readonly [string, string])[] {
  const encodings = request.isDecoded === false ? 'identity' : 'gzip, deflate, br, zstd';
  return [
    ['Host', target.url.host],
    ['User-Agent', userAgent],
    ['Accept', '*/*'],
    ['Accept-Encoding', encodings],
    ...(request.body === undefined ? [] : [['Content-Length', String(bodyBytes(request.body))] as const]),
    ...(isConnectionKept(request) ? [] : [['Connection', 'close'] as const]),
  ];
}

/** A repeated request must do no harm when an idle connection turns out to be dead (RFC 9110 section 9.2.2). */
export const isConnectionKept = (request: HttpRequest): boolean =>
  (request.isConnectionReusable ?? request.isSessionReusable) !== false &&
  ['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? 'GET');

const bodyBytes = (body: string | Uint8Array): number =>
  typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;

/** Node's flat raw headers as pairs, names in lower case. */
export function receivedHeaders(raw: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2)
    pairs.push([(raw[at] ?? '').toLowerCase(), raw[at + 1] ?? '']);
  return pairs;
}
