import type { Clock, Result } from '../../model/outside.ts';
import { ok } from '../../model/outside.ts';
import type { TlsDoor, TlsHandshake, TlsRequest } from '../../model/outside-sockets.ts';
import type { Dialer } from './dial.ts';
import { secure } from './secure.ts';
import { platformRoots, type ContextFor } from './tls-context.ts';
import { recordHandshake } from './tls-recording.ts';

const defaultTimeoutMs = 10_000;

export function createTlsDoor(parts: {
  readonly clock: Clock;
  readonly dialer: Dialer;
  readonly contexts: ContextFor;
  readonly extraRoots: readonly string[];
}): TlsDoor {
  const { clock, dialer, contexts } = parts;
  const handshake = async (request: TlsRequest): Promise<Result<TlsHandshake>> => {
    using deadline = clock.deadline(request.timeoutMs ?? defaultTimeoutMs, request.signal);
    const startedMs = clock.monotonicMs();
    const to = { address: request.address, port: request.port, name: request.serverName };
    const socket = await dialer.dial(to, deadline.signal);
    if (!socket.ok) return socket;
    const connectedMs = clock.monotonicMs();
    const recording = recordHandshake(socket.value);
    const secured = await secure(recording.stream, contexts, {
      ...request,
      signal: deadline.signal,
      sentChain: recording.sentChain,
    });
    const securedMs = clock.monotonicMs();
    if (secured.ok) secured.value.socket.destroy();
    socket.value.destroy();
    if (!secured.ok) return secured;
    return ok({
      session: secured.value.session,
      connectMs: connectedMs - startedMs,
      handshakeMs: securedMs - connectedMs,
    });
  };
  const { extraRoots } = parts;
  return { handshake, extraRoots, trustedRoots: () => [...platformRoots(), ...extraRoots] };
}
