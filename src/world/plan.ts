import type { AssistantWeakness } from './app/assistant/weakness.ts';
import type { AppMistake } from './app/mistake.ts';
import type { BackendsPlan, PaymentPlan } from './services/plan.ts';
import type { UnixMs } from '../model/brand.ts';

/**
 * The demo internet as data. Servers are built from it; a fault is a function from one plan to the next.
 * Names are lower case without final dot; names inside record values are absolute, with final dot.
 */
export interface WorldPlan {
  /** The product's domain. */
  readonly domain: string;
  /** When the world was made: certificate and registration dates are days relative to this. */
  readonly now: UnixMs;
  /** By zone name; the root is `.`. */
  readonly zones: Readonly<Record<string, ZonePlan>>;
  /** By server name. */
  readonly nameServers: Readonly<Record<string, NameServerPlan>>;
  /** By certificate id; by habit the first host it was made for. */
  readonly certificates: Readonly<Record<string, CertificatePlan>>;
  /** By host name. */
  readonly hosts: Readonly<Record<string, HostPlan>>;
  /** By IP address; addresses without an entry have open ports and answer for every host of the plan. */
  readonly addresses: Readonly<Record<string, AddressPlan>>;
  /** By host name of the mail exchanger. */
  readonly mailServers: Readonly<Record<string, MailServerPlan>>;
  readonly mailSender: MailSenderPlan;
  readonly registration: RegistrationPlan;
  readonly app: AppPlan;
  readonly payment: PaymentPlan;
  readonly backends: BackendsPlan;
  readonly declared: DeclarationPlan;
}

/** What `launch.yaml` says beyond the story: promises a world can break. */
export interface DeclarationPlan {
  /** Whole sections, laid over those of the story. */
  readonly sections: Readonly<Record<string, unknown>>;
  /** Fields of single hosts, by full name; a new name is one more host. */
  readonly hosts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Fields of the `mail` section; null leaves one out. */
  readonly mail?: Readonly<Record<string, unknown>>;
}

export interface RecordPlan {
  readonly name: string;
  readonly type: string;
  readonly ttlSeconds: number;
  /** RDATA in presentation format; a value the type cannot express is written `\# length hex` (RFC 3597). */
  readonly value: string;
}

export interface ZonePlan {
  readonly name: string;
  readonly records: readonly RecordPlan[];
  /** null: not signed. */
  readonly dnssec: DnssecPlan | null;
}

export interface DnssecPlan {
  readonly signedDaysAgo: number;
  readonly expiresInDays: number;
  /** What the parent publishes for this zone. */
  readonly ds: 'match' | 'none' | 'wrong' | 'sha1';
  /** Types whose signatures are left out. */
  readonly unsignedTypes: readonly string[];
}

export type PortState = 'open' | 'closed' | 'silent';

export interface NameServerPlan {
  readonly name: string;
  readonly addresses: readonly string[];
  /** Zones it is authoritative for. */
  readonly zones: readonly string[];
  readonly udp: PortState;
  readonly tcp: PortState;
  /** `normal`, or the same answer to everything. `lame` answers without the AA bit and without data. */
  readonly answers: 'normal' | 'REFUSED' | 'SERVFAIL' | 'NXDOMAIN' | 'lame';
  readonly hasEdns: boolean;
  readonly allowsTransfer: boolean;
  /** Sets RA and answers for foreign names. */
  readonly isRecursive: boolean;
  readonly latencyMs: number;
  /** Zones of which this server has its own version, by zone name. */
  readonly versions: Readonly<Record<string, ZonePlan>>;
}

export type KeyKind = 'p256' | 'p384' | 'rsa1024' | 'rsa2048';

/** `old-intermediate`: the same name and key in a certificate that ran out ten days ago. */
export type SentCertificate = 'leaf' | 'intermediate' | 'old-intermediate' | 'root' | 'stranger';

export interface CertificatePlan {
  readonly names: readonly string[];
  readonly commonName: string;
  readonly startsInDays: number;
  readonly endsInDays: number;
  readonly key: KeyKind;
  readonly digest: 'sha1' | 'sha256';
  /** `stranger` is an authority nobody trusts. */
  readonly issuer: 'intermediate' | 'root' | 'stranger' | 'self';
  /** What the server sends, in this order. */
  readonly sends: readonly SentCertificate[];
  readonly isServerAuth: boolean;
  /** Marked must-staple (RFC 7633); no server here staples. */
  readonly isStapleRequired: boolean;
}

export type AppName =
  | 'market'
  | 'api'
  | 'admin'
  | 'checkout'
  | 'mta-sts'
  | 'payment'
  | 'rdap'
  | 'bootstrap'
  | 'pki'
  | 'backends'
  | 'vendor'
  | 'empty';

export interface HostPlan {
  readonly name: string;
  /** null: no certificate of its own, the address's default one is shown. */
  readonly certificate: string | null;
  readonly app: AppName;
  /** What port 80 does for this host. */
  readonly plain: 'redirect' | 'serve' | 'close';
  readonly plainStatus: number;
  /** First match wins; before files and app. */
  readonly redirects: readonly RedirectPlan[];
  /** Fixed answers by path, before the app: exposed files, broken pages. */
  readonly files: Readonly<Record<string, FilePlan>>;
  /** Laid over every response of the app, names in lower case; null removes. `{visitor}` becomes the visitor's own token. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** The same for single paths; a final `*` matches the rest. Wins over `headers`. */
  readonly pathHeaders: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  /** Text replaced in every HTML, CSS and script body; `{visitor}` as in `headers`. */
  readonly rewrites: readonly { readonly find: string; readonly replace: string }[];
  readonly isCompressed: boolean;
  readonly cache: {
    readonly isOn: boolean;
    /** Stores HTML, even with cookies: how private pages leak. */
    readonly ignoresPrivacy: boolean;
  };
  readonly tls: TlsPlan;
  readonly latencyMs: number;
  /** User agents (part of the text, lower case) that get 403. */
  readonly blockedAgents: readonly string[];
  /** Every request answers with this status. */
  readonly outage: number | null;
  /** TRACE sends the request back (RFC 9110 section 9.3.8). */
  readonly echoesTrace: boolean;
  /** Larger request bodies end the connection. */
  readonly maxBodyBytes: number;
}

export interface TlsPlan {
  readonly minVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  /** OpenSSL cipher list; null for the platform's. */
  readonly ciphers: string | null;
  /** Finite-field Diffie-Hellman with the 1024-bit prime of RFC 2409 section 6.2. */
  readonly hasShortPrime: boolean;
}

export interface RedirectPlan {
  /** Path; a final `*` matches the rest. Matches only this scheme when one is given. */
  readonly from: string;
  readonly scheme: 'http' | 'https' | 'both';
  /** Absolute URL or path; `*` takes what the `*` of `from` matched, `{next}` the value of the parameter `next`. */
  readonly to: string;
  readonly status: number;
  readonly keepsQuery: boolean;
  /** User agents (part of the text, lower case) it is for; null for all. */
  readonly agent: string | null;
}

export interface FilePlan {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface AddressPlan {
  readonly http: PortState;
  /** `plain`: port 443 answers HTTP without TLS. */
  readonly https: PortState | 'plain';
  /** Hosts answered here; null for all. */
  readonly only: readonly string[] | null;
  /** Host plans that differ on this address, by host name. */
  readonly versions: Readonly<Record<string, Partial<HostPlan>>>;
}

export interface MailServerPlan {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly port: PortState;
  readonly banner: string;
  readonly hasStartTls: boolean;
  readonly certificate: string;
  /** Answer to RCPT TO; null accepts. `451 4.7.1 ...` or `550 5.1.1 ...`. */
  readonly refusal: string | null;
}

export interface MailSenderPlan {
  /** From address of all transactional mail. */
  readonly from: string;
  readonly envelopeDomain: string;
  /** Where receivers see it come from. */
  readonly address: string;
  readonly heloName: string;
  readonly dkim: {
    readonly domain: string;
    readonly selector: string;
    readonly keyBits: number;
    /** `other`: signs with a key that is not the published one. */
    readonly signsWith: 'published' | 'other' | 'nothing';
  };
  readonly hasPlainText: boolean;
  /** Origin used in links. */
  readonly linkOrigin: string;
  /** Mails never handed over, by kind. */
  readonly dropped: readonly string[];
}

export interface RegistrationPlan {
  readonly registrar: string;
  readonly registeredDaysAgo: number;
  readonly expiresInDays: number;
  /** RDAP status values (RFC 9083 section 10.2.2). */
  readonly statuses: readonly string[];
  readonly nameServers: readonly string[];
  readonly isDnssecSigned: boolean;
  /** The registry answers with this status instead. */
  readonly outage: number | null;
}

/** Switches of the shop's own code. */
export interface AppPlan {
  readonly version: string;
  readonly commit: string;
  /** Stack traces on error pages. */
  readonly showsStackTraces: boolean;
  readonly checksWebhookSignature: boolean;
  readonly limitsRate: boolean;
  readonly requestsPerMinute: number;
  readonly adminNeedsLogin: boolean;
  readonly cookie: {
    readonly isSecure: boolean;
    readonly isHttpOnly: boolean;
    readonly sameSite: 'Lax' | 'Strict' | 'None' | null;
  };
  readonly cors: 'own-origin' | 'reflects-any' | 'any' | 'none';
  /** 404; 200 for a soft 404; 302 leads to the start page. */
  readonly unknownPathStatus: number;
  readonly isIndexed: boolean;
  readonly canonicalOrigin: string;
  readonly hasHashedAssets: boolean;
  readonly waitsForPayment: boolean;
  /** Reads authors one by one: one query per post. */
  readonly hasSlowFeed: boolean;
  readonly apiDelayMs: number;
  /** Bugs nobody sees from outside. */
  readonly mistakes: readonly AppMistake[];
  /** How weak the shop's assistant is. */
  readonly assistantWeaknesses: readonly AssistantWeakness[];
  /** Bearer tokens of the API and the members they stand for. */
  readonly apiTokens: Readonly<Record<string, string>>;
  /** Orders of the API are read together with their owner. */
  readonly checksOwner: boolean;
  /** Members who can log in from the start. */
  readonly members?: readonly { readonly name: string; readonly email: string; readonly password: string }[];
  /** Extra markup at the end of every page's head. */
  readonly extraHead: string;
  readonly extraScript: string;
  readonly robots: string | null;
  readonly securityTxtExpiresInDays: number | null;
}
