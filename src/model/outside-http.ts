import type { Result } from './outside.ts';
import type { TlsSession } from './outside-sockets.ts';

/** Redirects are never followed here; collectors walk them. */
export interface HttpRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  /** Connect to this address instead of resolving the host. */
  readonly address?: string;
  /** 4 or 6 restricts which resolved addresses are used. */
  readonly family?: 4 | 6;
  /** Whole exchange. Default 10_000. */
  readonly timeoutMs?: number;
  /** Decoded bytes kept; more sets `isBodyTruncated` and ends the transfer. Default 2 MiB. */
  readonly maxBodyBytes?: number;
  /** Default true. When false the response comes even if the certificate is wrong; `tls.authorizationError` says why. */
  readonly isCertificateRequired?: boolean;
  /** Default true: gzip, br, deflate and zstd bodies are decoded under the byte limit. */
  readonly isDecoded?: boolean;
  /**
   * Default true: an idle connection to this host is used again for GET, HEAD and OPTIONS (`isConnectionReused`, phases before
   * the request 0), and the TLS session of an earlier exchange may be resumed (`tls.isResumed`). False connects anew and shakes hands in full.
   */
  readonly isSessionReusable?: boolean;
  /** Default as `isSessionReusable`. False connects anew, so that every phase is measured, and may still resume a TLS session. */
  readonly isConnectionReusable?: boolean;
  /** Default false: `tls.chain` stays empty, because reading it costs a fifth of a whole exchange. */
  readonly isChainWanted?: boolean;
  readonly signal?: AbortSignal;
}

export interface HttpPhases {
  readonly dnsMs: number;
  readonly connectMs: number;
  readonly tlsMs: number;
  /** From request sent to first response byte. */
  readonly firstByteMs: number;
  readonly bodyMs: number;
  readonly totalMs: number;
}

export interface HttpResponse {
  readonly url: string;
  readonly status: number;
  /** As received, names in lower case, order and repeats kept. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  readonly isBodyTruncated: boolean;
  /** Bytes on the wire before decoding. */
  readonly encodedBytes: number;
  readonly httpVersion: string;
  readonly address: string;
  readonly phases: HttpPhases;
  readonly tls: TlsSession | null;
  readonly isConnectionReused?: boolean;
}

export interface HttpDoor {
  request(request: HttpRequest): Promise<Result<HttpResponse>>;
}
