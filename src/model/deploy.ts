import type { UnixMs } from './brand.ts';
import type { Severity } from './check.ts';
import type { Evidence } from './evidence.ts';
import type { Manifest } from './manifest.ts';
import type { Outside } from './outside.ts';
import type { Profile } from './profile.ts';

/** What stands between a commit and a release (DEP-3). `src/deploy/gate.ts` runs it, `deploy` starts with it. */
export interface GateOptions {
  readonly manifest: Manifest;
  readonly profile: Profile;
  /** Folder of the manifest; relative paths of the manifest are seen from here. */
  readonly folder: string;
  /** Environment whose variables must be complete: `production`. */
  readonly environment: string;
  /** Ids of steps left out on purpose; they are told as skipped. */
  readonly skip: readonly string[];
  readonly onProgress?: (text: string) => void;
}

/** `unknown`: could not be looked at, never a pass. `skipped`: left out on purpose, or not part of this product. */
export type GateStatus = 'pass' | 'fail' | 'unknown' | 'skipped';

/** One line of the gate: `env`, `secrets`, `dependencies`, `lockfile`, `build`, `migrations`, `domain`, `budgets`, ... */
export interface GateStep {
  readonly id: string;
  readonly title: string;
  readonly status: GateStatus;
  /** One sentence with the figure. Redacted. */
  readonly found: string;
  /** What to do when it did not pass. */
  readonly todo: string | null;
  readonly problems: readonly GateProblem[];
  readonly evidence: readonly Evidence[];
  readonly tookMs: number;
}

/** What a CI shows beside a line of code. */
export interface GateProblem {
  readonly text: string;
  readonly severity: Severity;
  /** Path in the repository; null when it belongs to no file. */
  readonly path: string | null;
  /** From 1. */
  readonly line: number | null;
}

export const gateSchema = 'launch-ready/gate@1';

export interface GateResult {
  readonly schema: typeof gateSchema;
  /** `could not look`: nothing failed, but something that must be known is unknown. */
  readonly verdict: 'pass' | 'fail' | 'could not look';
  /** One sentence: "Gate closed: 2 variables are missing in production". */
  readonly headline: string;
  readonly environment: string;
  /** Commit and branch that were judged; null outside a repository. */
  readonly commit: string | null;
  readonly branch: string | null;
  readonly startedAt: UnixMs;
  readonly tookMs: number;
  readonly steps: readonly GateStep[];
}

/** World errors are steps with `unknown`; nothing is thrown but for mistakes of the user. */
export type RunGate = (options: GateOptions, outside: Outside, signal: AbortSignal) => Promise<GateResult>;
