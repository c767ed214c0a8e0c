import type { Fact, FactToken } from './fact.ts';
import type { Manifest } from './manifest.ts';
import type { Needed, Needs } from './need.ts';
import type { Outside } from './outside.ts';
import type { Profile } from './profile.ts';
import type { Target } from './target.ts';

export interface CollectContext<N extends Needs = Needs> {
  readonly target: Target;
  readonly inputs: Needed<N>;
  readonly manifest: Manifest;
  readonly profile: Profile;
  readonly outside: Outside;
  /** Aborts when the collector's own time limit or the run's is over. */
  readonly signal: AbortSignal;
  /** What the user allowed beyond looking (`--active`, credentials, private networks). */
  readonly consent: Consent;
}

export interface Consent {
  /** Bounded active probes: rate limits, open back ends, provoked errors. */
  readonly isActiveAllowed: boolean;
  /** Lab runs in a real browser; absent or 0: no browser is started. */
  readonly browserRuns?: number;
  /** The header of a mail the product sent, given by the user: where the origin may show itself. */
  readonly mailHeaders?: string;
  /** Log files of the product the user named. */
  readonly logFiles?: readonly string[];
}

/**
 * One way to learn one fact. Runs once per target of `yields.target`, as soon as its inputs are settled.
 * A plain input that is unknown makes the yielded fact unknown with the same reason; wrap it in `optional` to run anyway.
 * `every(...)` inputs wait until all targets of that kind are settled, and so must not feed discovery of that kind.
 * Never judges. Never throws for what the world does: it returns an unknown fact.
 */
export interface Collector<T = unknown, N extends Needs = Needs> {
  readonly yields: FactToken<T>;
  readonly inputs: N;
  readonly limits: { readonly timeoutMs: number };
  readonly collect: (context: CollectContext<N>) => Promise<Fact<T>>;
}

export const collector = <T, const N extends Needs>(definition: Collector<T, N>): Collector<T, N> =>
  definition;
