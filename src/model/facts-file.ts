import type { Fact } from './fact.ts';
import type { Manifest } from './manifest.ts';
import type { Target } from './target.ts';
import type { UnixMs } from './brand.ts';

export const factsSchema = 'launch-ready/facts@1';

export interface StoredFact {
  readonly id: string;
  readonly target: Target;
  readonly fact: Fact<unknown>;
}

/** Everything one run learned: enough to judge it again offline, years later. */
export interface FactsFile {
  readonly schema: typeof factsSchema;
  readonly tool: string;
  readonly collectedAt: UnixMs;
  readonly collectMs: number;
  readonly manifest: Manifest;
  readonly targets: readonly Target[];
  readonly facts: readonly StoredFact[];
}
