import type { UnixMs } from './brand.ts';
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

export interface Fix<N extends Needs = Needs> {
  readonly title: string;
  readonly requirements: readonly string[];
  /** Check ids this can cure. */
  readonly cures: readonly string[];
  readonly needs: N;
  /** Pure: the resources wanted, in the provider-neutral model. */
  readonly plan: (finding: Finding, facts: Needed<N>, manifest: Manifest) => readonly WantedResource[];
}
export interface WantedResource {
  readonly resource: string;
  /** null: the resource should not exist. */
  readonly value: Json;
  readonly risk: Risk;
  readonly why: string;
}
export const fix = <const N extends Needs>(definition: Fix<N>): Fix<N> => definition;

export interface Plan {
  readonly schema: 'launch-ready/plan@1';
  readonly domain: string;
  readonly madeAt: UnixMs;
  readonly expiresAt: UnixMs;
  readonly changes: readonly Change[];
  readonly refused: readonly { readonly resource: string; readonly why: string }[];
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
  /** Splits changes, order kept, into the groups this back end applies all or nothing. Absent: all are one group. */
  readonly groups?: (changes: readonly Change[]) => readonly (readonly Change[])[];
  readonly read: (signal: AbortSignal) => Promise<Result<ProviderState>>;
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
