import { checkServerIdentity } from 'node:tls';
import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { TlsSession } from '../../model/outside-sockets.ts';

/** Longer chains are cut: no public chain comes near, and a hostile one must not fill memory. */
const maxChain = 16;

/** Reads what was agreed on; `serverName` is the name the certificate must cover. */
export function readSession(
  socket: TLSSocket,
  seen: {
    readonly serverName: string;
    readonly stapledOcsp: string | null;
    readonly sent: readonly string[] | null;
  },
): TlsSession {
  // Once only: asked a second time, Node answers that there is no certificate.
  const leaf = socket.getPeerX509Certificate();
  const error = identityError(socket, leaf, seen.serverName);
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher()?.standardName ?? 'unknown',
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    chain: seen.sent ?? builtChain(leaf),
    isAuthorized: error === null,
    authorizationError: error,
    keyExchange: keyExchange(socket),
    stapledOcsp: seen.stapledOcsp,
    isResumed: socket.isSessionReused(),
  };
}

/** Trust first, then the name: a certificate that is both expired and for another name is reported as expired. */
function identityError(
  socket: TLSSocket,
  leaf: X509Certificate | undefined,
  serverName: string,
): string | null {
  if (!socket.authorized && !isNameError(socket)) return trustError(socket);
  if (leaf === undefined) return socket.isSessionReused() ? null : 'ERR_TLS_NO_CERTIFICATE';
  const key = `${serverName} ${leaf.fingerprint256}`;
  const known = nameErrors.get(key);
  if (known !== undefined) return known;
  if (nameErrors.size >= maxNameErrors) nameErrors.clear();
  const problem = checkServerIdentity(serverName, leaf.toLegacyObject());
  const error = problem === undefined ? null : 'ERR_TLS_CERT_ALTNAME_INVALID';
  nameErrors.set(key, error);
  return error;
}

/** Node takes a certificate apart anew for each question; whether a leaf covers a name never changes. */
const nameErrors = new Map<string, string | null>();
const maxNameErrors = 4096;

const isNameError = (socket: TLSSocket): boolean => trustError(socket).startsWith('ERR_TLS_CERT_ALTNAME');

/** Node types this as Error but hands out the code as a string. */
function trustError(socket: TLSSocket): string {
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error.slice(0, 100);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message.slice(0, 100) : 'UNKNOWN_CERTIFICATE_ERROR';
}

/** Walking a chain costs more than a resumed handshake; a run meets the same few leaves hundreds of times. */
const builtChains = new Map<string, readonly string[]>();
const maxBuiltChains = 256;

/** The chain as OpenSSL ordered it, without the root it added itself; used when the sent one was not recorded. */
function builtChain(leaf: X509Certificate | undefined): readonly string[] {
  if (leaf === undefined) return [];
  const key = leaf.raw.toString('base64');
  const known = builtChains.get(key);
  if (known !== undefined) return known;
  if (builtChains.size >= maxBuiltChains) builtChains.clear();
  const chain = walkedChain(leaf);
  builtChains.set(key, chain);
  return chain;
}

function walkedChain(leaf: X509Certificate): readonly string[] {
  const chain: string[] = [];
  let next: X509Certificate | undefined = leaf;
  while (next !== undefined && chain.length < maxChain) {
    const isRoot: boolean = next.subject === next.issuer;
    if (!isRoot || chain.length === 0) chain.push(next.raw.toString('base64'));
    next = isRoot ? undefined : next.issuerCertificate;
  }
  return chain;
}

function keyExchange(socket: TLSSocket): TlsSession['keyExchange'] {
  const info = socket.getEphemeralKeyInfo();
  if (info === null || !('type' in info) || typeof info.type !== 'string') return null;
  const name = 'name' in info && typeof info.name === 'string' ? info.name : info.type;
  return { type: info.type, name, bits: 'size' in info && typeof info.size === 'number' ? info.size : 0 };
}
