import type { Spacing } from '../protocols/load/arrivals.ts';
import type { LoadShape } from '../protocols/load/shape.ts';

export interface LoadRoute {
  readonly id: string;
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
  /** Share of the requests, against the weights of the others. */
  readonly weight: number;
  /** What its p95 may be, and from where on it fails outright. */
  readonly budgetMs: number;
  readonly failingMs: number | null;
}

export interface LoadPlan {
  /** At least one, at most `maxRoutes`. */
  readonly routes: readonly LoadRoute[];
  readonly shape: LoadShape;
  readonly spacing: Spacing;
  readonly timeoutMs: number;
  readonly maxConnections: number;
  /** Each segment is finished and judged before the next; the first that gives way is the last. */
  readonly isStepped: boolean;
  /** Sent as `x-launch-ready-load`, so that the target can tell these requests from visitors. */
  readonly token: string;
}

export const maxRoutes = 50;
export const loadHeader = 'x-launch-ready-load';
/** A page longer than this is a download. */
export const maxBodyBytes = 16 * 1024 * 1024;
