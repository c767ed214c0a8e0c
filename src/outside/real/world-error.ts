import { failure } from '../../model/outside.ts';
import type { Result, WorldError, WorldErrorKind } from '../../model/outside.ts';

const kinds: Readonly<Record<string, WorldErrorKind>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed-out',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ECONNABORTED: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
  ABORT_ERR: 'aborted',
};

/** HTTP parser, zlib, zstd and brotli (whose codes come with an empty middle: `ERR__ERROR_FORMAT_...`). */
const protocolCodes = ['HPE_', 'Z_', 'ZSTD_', 'ERR_HTTP', 'ERR_BROTLI', 'ERR__ERROR'];

/** Node's error as a value: the kind from its code, the message on one line and bounded. */
export function worldError(cause: unknown, doing: string): WorldError {
  const code = codeIn(cause);
  const text = cause instanceof Error ? cause.message : String(cause);
  return {
    kind: kindOf(code),
    message: clip(`${doing}: ${text}`),
    ...(code === null ? {} : { code }),
  };
}

export const failed = <T = never>(cause: unknown, doing: string): Result<T> => ({
  ok: false,
  error: worldError(cause, doing),
});

/** Why a signal fired: its own time limit, or somebody stopped the work. */
export const aborted = <T = never>(signal: AbortSignal, doing: string): Result<T> =>
  isTimeout(signal.reason)
    ? failure('timed-out', `${doing}: no answer in time`, 'ETIMEDOUT')
    : failure('aborted', `${doing}: stopped`, 'ABORT_ERR');

const isTimeout = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError';

export function codeIn(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return null;
  return typeof cause.code === 'string' ? cause.code : null;
}

function kindOf(code: string | null): WorldErrorKind {
  if (code === null) return 'failed';
  if (protocolCodes.some((prefix) => code.startsWith(prefix))) return 'protocol';
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL')) return 'tls';
  return kinds[code] ?? 'failed';
}

/** Control characters from a hostile peer never reach a terminal. */
// oxlint-disable-next-line no-control-regex
const clip = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 300);
