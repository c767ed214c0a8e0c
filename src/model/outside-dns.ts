import type { Result } from './outside.ts';

/**
 * One resource record. `name` is lower case without final dot (root: `.`). `value` is the RDATA in presentation format
 * (RFC 1035 section 5.1; unknown types as RFC 3597 `\# len hex`), names inside it absolute with final dot and lower case.
 * TXT-like records also carry their character-strings as latin1 texts.
 */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  readonly value: string;
  readonly texts?: readonly string[];
  /** Absent means IN. */
  readonly class?: string;
}

/** One response as it came from one server, JSON-safe. */
export interface DnsMessage {
  readonly rcode: string;
  readonly isAuthoritative: boolean;
  readonly isTruncated: boolean;
  readonly isRecursionAvailable: boolean;
  readonly isAuthenticated: boolean;
  readonly question: { readonly name: string; readonly type: string } | null;
  readonly answers: readonly DnsRecord[];
  readonly authorities: readonly DnsRecord[];
  readonly additionals: readonly DnsRecord[];
  /** EDNS version and UDP size (RFC 6891); null when the answer had no OPT record. */
  readonly edns: {
    readonly version: number;
    readonly udpSizeBytes: number;
    readonly extendedRcode: number;
    /** DNSSEC OK came back (RFC 3225 section 3). */
    readonly isDnssecOk?: boolean;
  } | null;
  readonly sizeBytes: number;
}

export interface DnsQuestion {
  readonly name: string;
  /** Mnemonic (`MX`) or `TYPE65280`. */
  readonly type: string;
  /** Absent means IN. */
  readonly class?: string;
}

export interface DnsExchangeOptions {
  /** `udp` falls back to TCP on truncation. Default udp. */
  readonly transport?: 'udp' | 'tcp';
  /** Per attempt. Default 2000. */
  readonly timeoutMs?: number;
  /** UDP attempts. Default 2. */
  readonly attempts?: number;
  readonly isRecursionDesired?: boolean;
  /** DNSSEC OK bit (RFC 3225). Default false. */
  readonly wantsDnssec?: boolean;
  /** EDNS UDP size; 0 sends no OPT. Default 1232. */
  readonly ednsSizeBytes?: number;
  readonly signal?: AbortSignal;
}

export interface DnsExchange {
  readonly message: DnsMessage;
  readonly server: string;
  readonly transport: 'udp' | 'tcp';
  readonly tookMs: number;
}

/** How a name was resolved: the final state after following aliases. */
export interface DnsResolution {
  readonly name: string;
  readonly type: string;
  readonly rcode: string;
  /** Records of the asked type at the end of the alias chain. */
  readonly records: readonly DnsRecord[];
  /** The CNAME/DNAME records followed, in order. */
  readonly chain: readonly DnsRecord[];
  /** Authority section of the final answer (the SOA of a negative answer, RFC 2308). */
  readonly authorities: readonly DnsRecord[];
  /** Zone cut the answer came from, when walked iteratively. */
  readonly zone: string | null;
  /** Server addresses that gave the final answer. */
  readonly server: string;
  readonly tookMs: number;
}

export interface DnsDoor {
  /** Asks one server (address, port 53 unless `address#port`); no cache. */
  exchange(server: string, question: DnsQuestion, options?: DnsExchangeOptions): Promise<Result<DnsExchange>>;
  /**
   * Walks from the root hints (or asks the configured resolver), follows aliases, caches per run; concurrent equal questions
   * share one walk. NXDOMAIN and NODATA are successes with no records; SERVFAIL, lame or silent servers are failures.
   */
  resolve(
    name: string,
    type: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Result<DnsResolution>>;
  /** The walk's root hints or the configured resolver, for telling the user what was asked. */
  readonly origin:
    | { readonly kind: 'hints'; readonly roots: readonly DnsRootHint[] }
    | { readonly kind: 'resolver'; readonly servers: readonly string[] };
}

export interface DnsRootHint {
  readonly name: string;
  readonly addresses: readonly string[];
}
