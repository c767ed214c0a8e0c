import type { UnixMs } from '../../model/brand.ts';
import type { Alert, Incident, MaintenanceWindow, Monitor, Sample } from '../../model/monitor.ts';
import type { Machine } from './machine.ts';
import type { Verdict } from './quorum.ts';

/** How people are called again, and when a product that comes and goes counts as one incident. Milliseconds. */
export interface CallPolicy {
  /** Quiet reminders of an unacknowledged incident after this long; the last one repeats. Empty: none. */
  readonly reminderMs: readonly number[];
  /** Nobody acknowledged: the next people are called after this long, level by level. */
  readonly escalateAfterMs: readonly number[];
  /** So many incidents within `flapWindowMs` are flapping: then it must stay good for `flapHoldMs` before it is closed. */
  readonly flapCount: number;
  readonly flapWindowMs: number;
  readonly flapHoldMs: number;
  /** What explained an outage is over: so long it may take this monitor to follow. */
  readonly graceMs: number;
  /** So long an alarm waits for a dependency that has begun to fail. */
  readonly dependencyWaitMs: number;
}

const minuteMs = 60_000;
export const defaultCallPolicy: CallPolicy = {
  reminderMs: [60 * minuteMs, 240 * minuteMs, 1440 * minuteMs],
  escalateAfterMs: [10 * minuteMs, 30 * minuteMs],
  flapCount: 3,
  flapWindowMs: 60 * minuteMs,
  flapHoldMs: 10 * minuteMs,
  graceMs: minuteMs,
  dependencyWaitMs: 20_000,
};

/** What the world around a monitor looks like at this moment. */
export interface StepContext {
  readonly monitor: Monitor;
  readonly now: UnixMs;
  readonly policy: CallPolicy;
  /** Open incident of another monitor, or a maintenance window, that explains a failure. */
  readonly explainedBy: { readonly id: string; readonly kind: 'incident' | 'maintenance' } | null;
  /** Dependencies that have begun to fail but are not confirmed. */
  readonly suspects: readonly string[];
  /** Other regions that could look as well. */
  readonly otherRegions: readonly string[];
}

export type StepEvent =
  | { readonly kind: 'sample'; readonly sample: Sample }
  | { readonly kind: 'tick' }
  | { readonly kind: 'acknowledge'; readonly by: string }
  | { readonly kind: 'note'; readonly by: string; readonly text: string };

/** Somebody has to be told. The key is the idempotency key: one for each state of an incident. */
export interface Call {
  readonly key: string;
  readonly kind: Exclude<Alert['kind'], 'test' | 'error-group' | 'deploy'>;
  readonly incident: Incident;
  /** Which level of people, counted from 1; 0 for the first ones. */
  readonly level: number;
}

/** Look again soon: here, elsewhere, or at what this monitor depends on. */
export interface Recheck {
  readonly monitor: string;
  /** Null: every region it is watched from. */
  readonly region: string | null;
  /** From when the failed check began; never before it has ended. */
  readonly afterMs: number;
}

export interface StepResult {
  readonly machine: Machine;
  readonly verdict: Verdict;
  /** The incident when it was opened or changed by this step. */
  readonly incident: Incident | null;
  readonly calls: readonly Call[];
  readonly rechecks: readonly Recheck[];
  /** Down and explained by this incident: it belongs among its affected monitors. */
  readonly isHeldBy: string | null;
}

/** The window a monitor is in, if any. */
export const maintenanceOf = (
  windows: readonly MaintenanceWindow[],
  monitor: string,
  now: UnixMs,
): MaintenanceWindow | null =>
  windows.find(
    ({ from, to, monitors }) => from <= now && now < to && (monitors === 'all' || monitors.includes(monitor)),
  ) ?? null;
