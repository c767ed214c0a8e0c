import type { TlsDoor, TlsHandshake, TlsRequest, TlsSession } from '../../model/outside-sockets.ts';
import type { Result, WorldErrorKind } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { fakeTlsSession } from './http.ts';

/** What differs from a healthy session, a world error by its kind, or a function of the request. */
export type FakeHandshake =
  | Partial<TlsSession>
  | { readonly error: WorldErrorKind; readonly code?: string }
  | ((request: TlsRequest) => FakeHandshake);

export interface FakeTlsDoor extends TlsDoor {
  readonly requests: readonly TlsRequest[];
}

/** Keys, most exact first: `www.example.com@192.0.2.1:443`, `www.example.com:443`, `www.example.com`, `*`. */
export function createFakeTls(
  servers: Readonly<Record<string, FakeHandshake>> = {},
  extraRoots: readonly string[] = [],
): FakeTlsDoor {
  const requests: TlsRequest[] = [];
  return {
    requests,
    extraRoots,
    trustedRoots: () => extraRoots,
    handshake: async (request) => {
      requests.push(request);
      const { serverName: name, address, port } = request;
      const keys = [`${name}@${address}:${port}`, `${name}:${port}`, name, '*'];
      const key = keys.find((candidate) => Object.hasOwn(servers, candidate));
      return settle(request, key === undefined ? { error: 'refused' } : (servers[key] ?? {}));
    },
  };
}

function settle(request: TlsRequest, answer: FakeHandshake): Result<TlsHandshake> {
  if (typeof answer === 'function') return settle(request, answer(request));
  if ('error' in answer)
    return failure(answer.error, `TLS handshake with ${request.serverName}: ${answer.error}`, answer.code);
  return ok({ session: fakeTlsSession(answer), connectMs: 1, handshakeMs: 2 });
}
