import type { ManifestAssistant } from './assistant.ts';
import type { ManifestTextModel } from './text-model.ts';
import type { JourneyStep } from './journey.ts';
import type { ProfileName } from './profile.ts';

/** `launch.yaml`, parsed. Every declared thing may be named by others through its id. References to secrets, never secrets. */
export interface Manifest {
  readonly version: 1;
  /** false: made up from the domain alone, nothing was promised. */
  readonly isDeclared: boolean;
  readonly product: {
    readonly name: string;
    readonly domain: string;
    readonly canonicalHost: string | null;
    readonly description: string | null;
  };
  readonly profile: ProfileName;
  /** Overrides of the profile's values, by path: `redirects.maxHops: 1`. */
  readonly overrides: Readonly<Record<string, string | number | boolean | null>>;
  readonly hosts: readonly ManifestHost[];
  readonly redirects: readonly ManifestRedirect[];
  readonly mail: ManifestMail;
  readonly pages: readonly ManifestPage[];
  readonly routes: readonly ManifestRoute[];
  readonly journeys: readonly ManifestJourney[];
  readonly env: readonly ManifestEnv[];
  readonly repository: {
    readonly path: string | null;
    readonly branch: string | null;
    readonly migrations: string | null;
    /** Log files of an ordinary day, reviewed by the audit. */
    readonly logs?: readonly string[];
  };
  readonly deploy: ManifestDeploy;
  readonly dataStores: readonly ManifestDataStore[];
  readonly accounts: readonly ManifestAccount[];
  readonly testAccounts: readonly ManifestTestAccount[];
  readonly monitors: readonly ManifestMonitor[];
  readonly alerts: readonly ManifestAlertRoute[];
  readonly people: readonly ManifestPerson[];
  readonly providers: readonly ManifestProvider[];
  readonly waivers: readonly Waiver[];
  readonly mobile: { readonly iosAppIds: readonly string[]; readonly androidPackages: readonly string[] };
  /** The product's own AI assistant; null: it has none, or nobody said how to ask it. */
  readonly assistant: ManifestAssistant | null;
  /** null: nothing is drafted by a model. */
  readonly textModel: ManifestTextModel | null;
  /** The product answers on private or loopback addresses on purpose. */
  readonly isPrivateNetworkAllowed: boolean;
}

export const hostRoles = [
  'apex',
  'www',
  'app',
  'api',
  'admin',
  'checkout',
  'auth',
  'assets',
  'status',
  'mail',
  'docs',
  'blog',
  'staging',
  'other',
] as const;
export type HostRole = (typeof hostRoles)[number];

export interface ManifestHost {
  readonly name: string;
  readonly role: HostRole;
  readonly owner: string | null;
  readonly purpose: string | null;
  readonly isPublic: boolean;
  readonly hasIpv6: boolean | null;
  /** Expected behind the CDN. */
  readonly isProxied: boolean | null;
  /** Addresses or host names the name is meant to end at. */
  readonly origins: readonly string[];
  readonly provider: string | null;
  /** About to be moved: TTLs should be short. */
  readonly isChanging: boolean;
}
export interface ManifestRedirect {
  /** Absolute URL or path on the canonical host. */
  readonly from: string;
  readonly to: string;
  readonly status: number | null;
  readonly keepsQuery: boolean;
}
export interface ManifestMail {
  readonly domains: readonly string[];
  readonly senders: readonly {
    readonly provider: string;
    readonly domain: string;
    readonly purpose: string | null;
    readonly selectors: readonly string[];
  }[];
  readonly messages: readonly ManifestMessage[];
  readonly inboxes: readonly ManifestInbox[];
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly user: string | null;
    readonly password: string | null;
    readonly tls: 'starttls' | 'implicit' | 'none';
  } | null;
  readonly fallback: string | null;
  readonly dmarcReports: string | null;
}
export interface ManifestMessage {
  readonly id: string;
  readonly kind:
    | 'welcome'
    | 'verification'
    | 'reset'
    | 'invite'
    | 'receipt'
    | 'booking'
    | 'admin'
    | 'newsletter'
    | 'other';
  readonly from: string;
  /** Journey id, or a command, or `smtp` for our own send of `template`. */
  readonly trigger:
    | { readonly journey: string }
    | { readonly command: string }
    | { readonly template: string }
    | null;
  readonly isMarketing: boolean;
}
export interface ManifestInbox {
  readonly id: string;
  readonly kind: 'gmail' | 'outlook' | 'apple' | 'imap' | 'sink';
  readonly address: string;
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  /** SecretRef text. */
  readonly password: string | null;
}
export interface ManifestPage {
  readonly url: string;
  readonly isPrivate: boolean;
  readonly isIndexed: boolean;
}
export interface ManifestRoute {
  readonly id: string;
  readonly method: string;
  /** Absolute, or a path on the api host (canonical host when none). */
  readonly url: string;
  readonly isHot: boolean;
  readonly p95Ms: number | null;
  readonly needsAuth: boolean;
  readonly isWebhook: boolean;
}
export interface ManifestJourney {
  readonly id: string;
  readonly title: string;
  readonly isCritical: boolean;
  readonly steps: readonly ManifestStep[];
  /** Run after the steps whatever became of them: takes the test data away. */
  readonly cleanup?: readonly ManifestStep[];
  /**
   * Id of the journey this one continues, with its cookies and values. Across a release or a rollback the first part runs before
   * and this one after: what was written must still be there.
   */
  readonly after?: string | null;
}
/** Closed union; the journeys room gives each kind its meaning. */
export type ManifestStep = JourneyStep;

export interface ManifestEnv {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isSecret: boolean;
  readonly purpose: string | null;
  readonly owner: string | null;
  readonly environments: readonly string[];
}
export interface ManifestDeploy {
  readonly command: string | null;
  readonly rollbackCommand: string | null;
  readonly migrateCommand: string | null;
  readonly buildCommand: string | null;
  readonly branch: string | null;
  readonly versionUrl: string | null;
  readonly stagingUrl: string | null;
  readonly host: string | null;
  readonly watchMinutes: number;
  /** A running `launch-ready serve` that is told of releases. */
  readonly serverUrl: string | null;
  readonly backgroundJobs: readonly {
    readonly id: string;
    readonly kind: 'cron' | 'queue' | 'webhook' | 'upload';
    /** A command, an address, or `journey:<id>`. */
    readonly check: string | null;
  }[];
}
export interface ManifestDataStore {
  readonly id: string;
  readonly kind: 'postgres' | 'mysql' | 'sqlite' | 'redis' | 'object-storage' | 'other';
  readonly url: string | null;
  readonly backup: {
    readonly schedule: string | null;
    readonly owner: string | null;
    readonly restoredOn: string | null;
  } | null;
}
export interface ManifestAccount {
  readonly id: string;
  readonly service: string;
  readonly owner: string | null;
  readonly billingOwner: string | null;
  readonly hasTwoFactor: boolean | null;
  readonly url: string | null;
}
/** An account made for testing. Values of `form` and `headers` may be SecretRef texts, resolved when they are used. */
export interface ManifestTestAccount {
  readonly id: string;
  /** null: the headers alone are the session. A path is on the canonical host. */
  readonly login: { readonly method: string; readonly url: string } | null;
  readonly form: Readonly<Record<string, string>>;
  /** The fields are sent as JSON instead of as a form. */
  readonly isJson: boolean;
  readonly headers: Readonly<Record<string, string>>;
}
export interface ManifestMonitor {
  readonly id: string;
  readonly kind: 'http' | 'journey' | 'tls' | 'domain' | 'dns' | 'mail' | 'tcp' | 'heartbeat';
  readonly target: string;
  readonly intervalSeconds: number;
  readonly failuresBeforeAlert: number;
  readonly regions: readonly string[];
  readonly dependsOn: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}
export interface ManifestAlertRoute {
  readonly id: string;
  readonly channel: 'email' | 'slack' | 'sms' | 'webhook' | 'chat';
  /** Address, or SecretRef text. */
  readonly to: string;
  readonly severities: readonly ('critical' | 'warning' | 'info')[];
  readonly owner: string | null;
  readonly hours: string | null;
  readonly escalatesTo: string | null;
  readonly afterMinutes: number;
}
export interface ManifestPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly role: string | null;
}
export interface ManifestProvider {
  readonly id: string;
  readonly kind: 'cloudflare' | 'powerdns' | 'rfc2136' | 'zonefile' | 'memory';
  readonly zone: string;
  readonly token: string | null;
  readonly options: Readonly<Record<string, unknown>>;
}
/** An accepted risk. */
export interface Waiver {
  readonly check: string;
  readonly target: string | null;
  readonly owner: string;
  readonly reason: string;
  /** ISO date; the finding returns the day after. */
  readonly until: string;
}
