import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type { TlsOptions, TlsSession } from '../../model/outside-sockets.ts';
import type { ContextFor } from './tls-context.ts';
import { readSession } from './tls-session.ts';
import { aborted, codeIn, failed } from './world-error.ts';

export interface Secured {
  readonly socket: TLSSocket;
  readonly session: TlsSession;
}

export interface SecureOptions extends TlsOptions {
  readonly signal: AbortSignal;
  /** Reads the chain exactly as sent out of a recording of the handshake. */
  readonly sentChain?: (socket: TLSSocket, keyLog: readonly string[]) => readonly string[] | null;
  /** Default true; false leaves `chain` empty. */
  readonly isChainWanted?: boolean;
  /** A session of an earlier connection to be resumed (RFC 8446 section 2.2), and what to do with a new one. */
  readonly resume?: { readonly session: Buffer | null; readonly onSession: (session: Buffer) => void };
}

/**
 * Puts TLS on an open socket and never refuses a certificate: what is wrong with it is part of the session.
 * On failure the socket is destroyed.
 */
export function secure(
  socket: Duplex,
  contexts: ContextFor,
  options: SecureOptions,
): Promise<Result<Secured>> {
  const doing = `TLS handshake with ${options.serverName}`;
  let tls: TLSSocket;
  try {
    tls = startHandshake(socket, contexts, options);
  } catch (cause) {
    socket.destroy();
    return Promise.resolve(tlsFailure(cause, doing));
  }
  const keys: string[] = [];
  if (options.sentChain !== undefined)
    tls.on('keylog', (line: Buffer) => void keys.push(line.toString('latin1')));
  if (options.resume !== undefined) tls.on('session', options.resume.onSession);
  return settle({ socket, tls }, { signal: options.signal, doing }, (stapledOcsp) => ({
    socket: tls,
    session: readSession(tls, {
      serverName: options.serverName,
      stapledOcsp,
      sent: options.sentChain?.(tls, keys) ?? (options.isChainWanted === false ? [] : null),
    }),
  }));
}

function startHandshake(socket: Duplex, contexts: ContextFor, options: SecureOptions): TLSSocket {
  const tls = connect({
    socket,
    // RFC 6066 section 3: literal addresses are not permitted in the server name extension.
    servername: isIP(options.serverName) === 0 ? options.serverName : '',
    secureContext: contexts(options),
    rejectUnauthorized: false,
    requestOCSP: options.sentChain !== undefined,
    checkServerIdentity: () => undefined,
    ...(options.resume?.session === undefined || options.resume.session === null
      ? {}
      : { session: options.resume.session }),
    ...(options.alpn === undefined || options.alpn.length === 0 ? {} : { ALPNProtocols: [...options.alpn] }),
  });
  // Node takes the whole chain apart for `checkServerIdentity`, which looks at nothing here: a seventh of a full handshake.
  tls.getPeerCertificate = () => noCertificate;
  return tls;
}

/** Node types an absent certificate as a whole one; `readSession` reads the real one in its cheaper form. */
const noCertificate = {} as DetailedPeerCertificate;

function settle(
  streams: { readonly socket: Duplex; readonly tls: TLSSocket },
  limits: { readonly signal: AbortSignal; readonly doing: string },
  read: (stapledOcsp: string | null) => Secured,
): Promise<Result<Secured>> {
  const { socket, tls } = streams;
  const { signal, doing } = limits;
  let stapled: string | null = null;
  return new Promise((resolve) => {
    const finish = (result: Result<Secured>): void => {
      tls.off('secureConnect', onSecure).off('error', onError).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      tls.on('error', () => undefined);
      if (!result.ok) {
        tls.destroy();
        socket.destroy();
      }
      resolve(result);
    };
    const onSecure = (): void => finish(attempt(() => read(stapled), doing));
    const onError = (cause: Error): void => finish(tlsFailure(cause, doing));
    const onClose = (): void => finish(failure('reset', `${doing}: the server hung up`, 'ECONNRESET'));
    const onAbort = (): void => finish(aborted(signal, doing));
    tls.on('OCSPResponse', (response: Buffer | null) => {
      stapled = response === null || response.length === 0 ? null : response.toString('base64');
    });
    tls.once('secureConnect', onSecure).once('error', onError).once('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function attempt<T>(read: () => T, doing: string): Result<T> {
  try {
    return ok(read());
  } catch (cause) {
    return tlsFailure(cause, doing);
  }
}

/** Whatever OpenSSL complains about is a TLS failure; a lost connection stays what it is. */
function tlsFailure<T>(cause: unknown, doing: string): Result<T> {
  const result = failed<T>(cause, doing);
  if (result.ok || result.error.kind !== 'failed') return result;
  return failure('tls', result.error.message, codeIn(cause) ?? 'ERR_TLS');
}
