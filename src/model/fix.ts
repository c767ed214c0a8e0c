import type { UnixMs } from './brand.ts';
import type { Severity } from './check.ts';
import type { Finding } from './finding.ts';
import type { Json } from './json.ts';
import type { Manifest } from './manifest.ts';
import type { Needed, Needs } from './need.ts';
import type { Result } from './outside.ts';

/** safe: reversible and invisible when wrong. ask: visible. dangerous: can take the product or its mail down. */
export type Risk = 'safe' | 'ask' | 'dangerous';

/** One write to one resource of one provider. `before` is what must still be there; `inverse` restores it exactly. */
export interface Change {
  readonly id: string;
  readonly provider: string;
  /** `rrset:www.example.com./A`, `setting:ssl`, `rule:redirect/www-to-apex`. */
  readonly resource: string;
  readonly before: Json;
  readonly after: Json;
  readonly risk: Risk;
  readonly why: string;
  /** Fingerprints of the findings this cures. */
  readonly cures: readonly string[];
  /** Ids of changes that must be done first. */
  readonly dependsOn?: readonly string[];
}

/** What a fix may look at besides facts. Time is data. */
export interface FixContext {
  readonly manifest: Manifest;
  /** Apex of the zone the provider holds, without final dot. */
  readonly zone: string;
  /** The resources as they would be with everything planned so far; another fix may have changed them already. */
  readonly state: Readonly<Record<string, Json>>;
  readonly now: UnixMs;
  /** What was learnt outside an audit, by name: `dmarc-reports` holds the summary of aggregate reports of a mail domain. */
  readonly evidence: Readonly<Record<string, unknown>>;
}

/** Who has to act where no provider of ours can. */
export type Hand = 'registrar' | 'dns host' | 'web host' | 'mail service' | 'certificate authority' | 'owner';
export interface HandStep {
  readonly who: Hand;
  /** One or two sentences in the imperative. */
  readonly what: string;
}

export interface FixProposal {
  readonly wanted: readonly WantedResource[];
  readonly byHand?: readonly HandStep[];
}

export interface Fix<N extends Needs = Needs> {
  readonly title: string;
  readonly requirements: readonly string[];
  /** Check ids this can cure. */
  readonly cures: readonly string[];
  readonly needs: N;
  /** Pure: the resources wanted, in the provider-neutral model. Wants what is there already: nothing to do. */
  readonly plan: (finding: Finding, facts: Needed<N>, context: FixContext) => FixProposal;
}
export interface WantedResource {
  readonly resource: string;
  /** null: the resource should not exist. */
  readonly value: Json;
  readonly risk: Risk;
  readonly why: string;
}
export const fix = <const N extends Needs>(definition: Fix<N>): Fix<N> => definition;

/** Why a change can hurt. `ask`: a plain yes is enough; `dangerous`: the domain's name must be typed. */
export interface Danger {
  readonly rule: string;
  readonly grade: 'ask' | 'dangerous';
  readonly says: string;
}

/** What a mistake in a change would reach. */
export interface Blast {
  readonly hosts: readonly string[];
  readonly journeys: readonly string[];
  readonly mails: readonly string[];
}

/** What must hold, seen from outside, once a change is made. */
export type FixProbe =
  /** Every authoritative server gives exactly these values; null: none of this type. */
  | {
      readonly kind: 'answer';
      readonly name: string;
      readonly type: string;
      readonly values: readonly string[] | null;
      readonly ttlSeconds: number | null;
    }
  /** The host shakes hands with a certificate trusted for its name. */
  | { readonly kind: 'tls'; readonly host: string }
  /** The delegation in the parent is what it was. */
  | { readonly kind: 'parent'; readonly zone: string };

/** What must hold before the first write. */
export type Preflight =
  /** The new target answers for the host with a trusted certificate. Addresses, or one name that leads to them. */
  | { readonly kind: 'target'; readonly host: string; readonly targets: readonly string[] }
  /** Every one of these hosts answers over HTTPS with a trusted certificate. */
  | { readonly kind: 'https'; readonly hosts: readonly string[] };

export interface PlannedChange extends Change {
  readonly kind: 'create' | 'update' | 'delete';
  readonly reasons: readonly {
    readonly finding: string;
    readonly check: string;
    readonly target: string;
    readonly title: string;
    readonly found: string;
  }[];
  readonly dangers: readonly Danger[];
  readonly blast: Blast;
  readonly preflights: readonly Preflight[];
  readonly probes: readonly FixProbe[];
}

/** Changes made together, and how long to wait before the next stage. */
export interface PlanStage {
  readonly title: string;
  readonly changes: readonly string[];
  /** From the moment every authoritative server shows this stage. */
  readonly waitSeconds: number;
  readonly why: string;
}

/** Nothing of this is in the plan, and why. */
export interface LeftByHand extends HandStep {
  readonly finding: string | null;
  readonly check: string | null;
  readonly target: string | null;
}

/** A plan tried before anything is touched: on planned facts, and on a shadow of the zone, forward and back. */
export interface Rehearsal {
  /** "cures 9, introduces 1: ...". */
  readonly sentence: string;
  /** Fingerprints. */
  readonly cures: readonly string[];
  readonly introduces: readonly {
    readonly check: string;
    readonly target: string;
    readonly severity: Severity;
    readonly found: string;
  }[];
  /** What the shadow showed; null: there was none. */
  readonly shadow: string | null;
}

export interface Plan {
  readonly schema: 'launch-ready/plan@1';
  readonly tool: string;
  readonly domain: string;
  /** The zone the provider holds, and the id of the provider. */
  readonly zone: string;
  readonly provider: string;
  readonly madeAt: UnixMs;
  readonly expiresAt: UnixMs;
  /** SHA-256 of the canonical manifest. */
  readonly manifest: string;
  /** Fingerprint of the provider's whole state when the plan was made. */
  readonly before: string;
  readonly changes: readonly PlannedChange[];
  /** In order; every change is in exactly one. */
  readonly stages: readonly PlanStage[];
  /** How long the result is watched before it counts. */
  readonly soakSeconds: number;
  readonly refused: readonly { readonly resource: string; readonly why: string }[];
  readonly byHand: readonly LeftByHand[];
  /** Resources that are there and are left alone. */
  readonly unmanaged: readonly string[];
  readonly notes: readonly string[];
  /** What the checks say about the facts as they would be; null: not rehearsed. */
  readonly rehearsal: Rehearsal | null;
  /** What takes everything back, in its order. */
  readonly inverse: readonly Change[];
  /** SHA-256 over the canonical JSON of everything else. */
  readonly hash: string;
}

export type Capability =
  | { readonly can: 'yes' }
  | { readonly can: 'no' | 'unimplemented'; readonly note: string };

export interface Provider {
  readonly id: string;
  readonly title: string;
  /**
   * By resource pattern: `rrset`, `rrset:CNAME@apex`, `rrset:TLSA`, `setting`, `setting:ssl`, `rule:redirect`, `proxied`...
   * The longest pattern that fits decides; what no pattern names cannot be done here. See `protocols/edge/capability.ts`.
   */
  readonly capabilities: Readonly<Record<string, Capability>>;
  /**
   * What keeps a foreign edit between read and write from being lost: the server compares while it writes (`server`), our
   * own lock (`lock`), or nothing but a second look just before (`window`; the receipt tells how long it stood open).
   */
  readonly guard?: 'server' | 'lock' | 'window';
  /** How many rules of a family the account's plan holds: `redirect: 10`. Absent: no limit is known. */
  readonly quotas?: Readonly<Record<string, number>>;
  /** The permissions a token needs for these changes, in the vendor's words. */
  readonly permissions?: (changes: readonly Pick<Change, 'resource'>[]) => readonly string[];
  /** Splits changes, order kept, into the groups this back end applies all or nothing. Absent: all are one group. */
  readonly groups?: (changes: readonly Change[]) => readonly (readonly Change[])[];
  readonly read: (signal: AbortSignal) => Promise<Result<ProviderState>>;
  /** Reads at least these resources, for back ends where everything takes many requests. Absent: `read` does. */
  readonly readSome?: (resources: readonly string[], signal: AbortSignal) => Promise<Result<ProviderState>>;
  /**
   * Writes one atomic group, all or nothing; refuses when a `before` no longer holds. One receipt per change, in order. A
   * failure after the request was sent (`reset`, `timed-out`) means the outcome is not known: read again to find out.
   */
  readonly write: (
    changes: readonly Change[],
    signal: AbortSignal,
  ) => Promise<Result<readonly WriteReceipt[]>>;
}
export interface ProviderState {
  readonly resources: Readonly<Record<string, Json>>;
  readonly readAt: UnixMs;
}
export interface WriteReceipt {
  readonly change: string;
  readonly outcome: 'done' | 'stale' | 'refused';
  readonly detail: string;
  /** For `guard: 'window'`: milliseconds between the last look and the end of the write. */
  readonly windowMs?: number;
}
