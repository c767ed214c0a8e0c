import type { Result } from './outside.ts';

export interface ConnectRequest {
  /** IP address; names are resolved by the caller through `dns`. */
  readonly address: string;
  readonly port: number;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface Connection extends AsyncDisposable {
  readonly remote: string;
  /** Next chunk; null at the end of the stream. */
  read(options?: {
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
  }): Promise<Result<Uint8Array | null>>;
  write(data: Uint8Array | string): Promise<Result<void>>;
  /** STARTTLS: continues the same stream under TLS. */
  startTls(options: TlsOptions): Promise<Result<TlsSession>>;
  close(): Promise<void>;
}

export interface SocketDoor {
  connect(request: ConnectRequest): Promise<Result<Connection>>;
  /**
   * Where a connection to this place really goes (address maps, the rule about private networks): for libraries that open
   * their own sockets. They connect to the answer, an IP address, and to nothing else.
   */
  route(to: SocketPlace & { readonly name?: string }): Result<SocketPlace>;
}
export interface SocketPlace {
  /** IP address. */
  readonly address: string;
  readonly port: number;
}

export interface TlsOptions {
  readonly serverName: string;
  readonly minVersion?: TlsVersion;
  readonly maxVersion?: TlsVersion;
  /** OpenSSL cipher list; old protocols need `ALL:@SECLEVEL=0`. */
  readonly ciphers?: string;
  readonly alpn?: readonly string[];
}
export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export interface TlsSession {
  readonly protocol: string;
  readonly cipher: string;
  readonly alpn: string | null;
  /** Base64 DER, leaf first, exactly as the server sent them. */
  readonly chain: readonly string[];
  /** Trusted by the configured roots (and `--ca`), for this name, now. */
  readonly isAuthorized: boolean;
  /** OpenSSL verify code: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`, `ERR_TLS_CERT_ALTNAME_INVALID`... */
  readonly authorizationError: string | null;
  /** Key exchange: `X25519`, `prime256v1`, with bits; null when unknown. */
  readonly keyExchange: { readonly type: string; readonly name: string; readonly bits: number } | null;
  /** Base64 DER OCSP response stapled by the server. */
  readonly stapledOcsp: string | null;
  readonly isResumed: boolean;
}

export interface TlsRequest extends ConnectRequest, TlsOptions {}

export interface TlsHandshake {
  readonly session: TlsSession;
  readonly connectMs: number;
  readonly handshakeMs: number;
}

export interface TlsDoor {
  /** Connects, shakes hands without refusing bad certificates, closes. */
  handshake(request: TlsRequest): Promise<Result<TlsHandshake>>;
  /** PEM certificates trusted beyond the built-in roots (`--ca`). */
  readonly extraRoots: readonly string[];
  /** Everything trusted, built-in roots included: for libraries that shake hands themselves. */
  trustedRoots(): readonly string[];
}
