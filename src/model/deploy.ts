import type { UnixMs } from './brand.ts';
import type { Severity } from './check.ts';
import type { Evidence } from './evidence.ts';
import type { Manifest } from './manifest.ts';
import type { DeployMarker } from './monitor.ts';
import type { Outside, Result } from './outside.ts';
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

/** What a release is made of, in order. */
export const deployStepIds = [
  'gate',
  'before',
  'migrate',
  'release',
  'marker',
  'visible',
  'smoke',
  'data',
  'jobs',
  'watch',
  'rollback',
  'old-marker',
  'old-visible',
  'old-smoke',
  'old-data',
  'old-jobs',
] as const;
export type DeployStepId = (typeof deployStepIds)[number];

/** `unknown`: nobody could tell, never a pass. `interrupted`: it began and nobody knows how it ended. */
export type DeployStepStatus = 'done' | 'failed' | 'unknown' | 'skipped' | 'interrupted';

export interface DeployStepResult {
  readonly id: DeployStepId;
  readonly title: string;
  readonly status: DeployStepStatus;
  /** One sentence with the figure. Redacted. */
  readonly found: string;
  /** Bounded, redacted: the end of a command's output, failed journeys. */
  readonly evidence: readonly string[];
  readonly startedAt: UnixMs;
  readonly tookMs: number;
}

export const deployVerdicts = [
  'released',
  'refused',
  'failed',
  'rolled back',
  'rollback failed',
  'interrupted',
  'proven',
  'not proven',
] as const;
/**
 * `refused`: nothing was touched; `failed`: production may have changed and was not taken back; `proven`, `not proven`: of a
 * rehearsal, after production was taken back.
 */
export type DeployVerdict = (typeof deployVerdicts)[number];

export const deploySchema = 'launch-ready/deploy@1';

/** One release or rehearsal, whole or as far as it got: made from its journal. */
export interface DeployReport {
  readonly schema: typeof deploySchema;
  readonly id: string;
  readonly kind: 'deploy' | 'rehearsal';
  readonly environment: string;
  readonly version: string | null;
  readonly previousVersion: string | null;
  readonly startedAt: UnixMs;
  readonly tookMs: number;
  readonly verdict: DeployVerdict;
  readonly headline: string;
  readonly steps: readonly DeployStepResult[];
  /** From the decision until the old release was seen and walked. */
  readonly rollback: { readonly tookMs: number; readonly limitMs: number | null } | null;
}

/** What was seen in a stretch of time around a deploy; the same shape as the monitor's. */
export interface DeployStretch {
  readonly requests: number;
  readonly errors: number;
  readonly p95Ms: number | null;
  readonly journeys: number;
  readonly failedJourneys: number;
}

/** The written rule, handed in: `src/monitor/rollback-rule.ts`. */
export type RollbackRule = (
  before: DeployStretch,
  after: DeployStretch,
) => { readonly decision: 'keep' | 'watch' | 'roll back'; readonly because: string };

/** Watches production from elsewhere, with real traffic; handed in. */
export interface ReleaseWatcher {
  /** Tells it what production runs from now on; returns what it calls the marker. */
  readonly mark: (marker: DeployMarker) => Promise<Result<string>>;
  /** What its own rule says of that release; null: nothing yet. */
  readonly opinionOn: (marker: string) => Promise<Result<ReturnType<RollbackRule> | null>>;
}

/** One table as it stands. */
export interface TableState {
  /** `public.orders`. */
  readonly table: string;
  readonly rows: number;
  /** Names with types: `id bigint`. */
  readonly columns: readonly string[];
}

/** Looks at the product's data, handed in per data store. */
export interface DataWitness {
  readonly store: string;
  look(signal: AbortSignal): Promise<Result<readonly TableState[]>>;
}
