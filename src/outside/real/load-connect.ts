import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { LoadOpening } from '../../model/outside-load.ts';
import type { DnsDoor } from '../../model/outside-dns.ts';
import type { Clock, Result, WorldError } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { dialFirst } from './dial.ts';
import type { Dialer } from './dial.ts';
import { httpDestinations } from './http-target.ts';
import type { HttpTarget } from './http-target.ts';
import { http2Only } from './load-exchange.ts';
import { keptSessions } from './kept-sessions.ts';
import { secure } from './secure.ts';
import type { ContextFor } from './tls-context.ts';

export interface LoadParts {
  readonly clock: Clock;
  readonly dns: DnsDoor;
  readonly dialer: Dialer;
  readonly contexts: ContextFor;
  readonly userAgent: string;
}

/** Opens one connection through the door's own dialer, so that maps and address rules hold, and tells its phases. */
export function loadConnector(
  parts: LoadParts,
  target: HttpTarget,
  opening: LoadOpening,
): () => Promise<Result<Socket | TLSSocket>> {
  const sessions = keptSessions();
  return async () => {
    using deadline = parts.clock.deadline(opening.timeoutMs);
    const { signal } = deadline;
    const startedMs = parts.clock.monotonicMs();
    const to = await httpDestinations(parts.dns, target, { signal });
    const resolvedMs = parts.clock.monotonicMs();
    if (!to.ok) return to;
    const dialled = await dialFirst(parts.dialer, parts.clock, { to: to.value, signal });
    const connectedMs = parts.clock.monotonicMs();
    if (!dialled.ok) return dialled;
    const { socket, address } = dialled.value;
    const opened = target.isSecure
      ? await secured(parts, {
          socket,
          target,
          signal,
          resume: sessions.resume({ ...target, address }, true),
        })
      : ok(socket);
    if (opened.ok)
      opening.onConnection({
        dnsMs: resolvedMs - startedMs,
        connectMs: connectedMs - resolvedMs,
        tlsMs: target.isSecure ? parts.clock.monotonicMs() - connectedMs : 0,
      });
    return opened;
  };
}

async function secured(
  parts: LoadParts,
  on: {
    readonly socket: Socket;
    readonly target: HttpTarget;
    readonly signal: AbortSignal;
    readonly resume: ReturnType<ReturnType<typeof keptSessions>['resume']>;
  },
): Promise<Result<TLSSocket>> {
  const result = await secure(on.socket, parts.contexts, {
    serverName: on.target.host,
    alpn: ['http/1.1'],
    signal: on.signal,
    isChainWanted: false,
    resume: on.resume,
  });
  if (!result.ok) return isAlpnRefused(result.error) ? failure('protocol', http2Only) : result;
  const { socket, session } = result.value;
  if (session.isAuthorized) return ok(socket);
  socket.destroy();
  const code = session.authorizationError ?? 'ERR_TLS';
  return failure('tls', `The certificate of ${on.target.host} is not accepted (${code})`, code);
}

/** RFC 7301 section 3.2: none of the protocols that were offered. */
const isAlpnRefused = ({ message, code = '' }: WorldError): boolean =>
  /no[ _]application[ _]protocol/i.test(`${message} ${code}`);
