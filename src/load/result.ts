import type { Knee } from '../protocols/load/knee.ts';
import type { OutcomeCounts } from '../protocols/load/outcome.ts';
import type { OwnSide } from '../protocols/load/own-side.ts';
import type { LatencySummary } from '../protocols/load/quantile.ts';

/** Finished figures; plain JSON. Latencies count from the moment a request was due. */
export interface LoadResult {
  readonly segments: readonly SegmentResult[];
  readonly routes: readonly RouteResult[];
  readonly ownSide: OwnSide;
  readonly connections: {
    readonly opened: number;
    /** p95 of those opened; null when none was. */
    readonly dnsMs: number | null;
    readonly connectMs: number | null;
    readonly tlsMs: number | null;
  };
  readonly sent: number;
  readonly peakInFlight: number;
  readonly tookMs: number;
  /** Null: it ran to its end. */
  readonly stopped: LoadStop | null;
  /** Null unless the plan was stepped. */
  readonly knee: Knee | null;
}

export interface LoadStop {
  readonly reason: 'error-storm' | 'too-many-waiting' | 'interrupted' | 'gave-way';
  readonly afterMs: number;
  /** One sentence. */
  readonly text: string;
}

export interface SegmentResult {
  readonly label: string;
  readonly fromRate: number;
  readonly toRate: number;
  readonly isMeasured: boolean;
  readonly sent: number;
  /** Requests per second answered below 400. */
  readonly answeredRate: number;
  readonly errorShare: number;
  readonly latency: LatencySummary | null;
  readonly ownSide: OwnSide;
}

export interface RouteRound {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Measured segments only. */
export interface RouteResult {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly sent: number;
  readonly outcomes: OutcomeCounts;
  readonly errorShare: number;
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly latency: LatencySummary | null;
  /** The same in each measured stretch of time: how much the figures move by themselves. */
  readonly rounds: readonly RouteRound[];
  /** Share of requests, 0 to 1, and the latency they stayed within. */
  readonly curve: readonly (readonly [share: number, ms: number])[];
  /** From the moment it was sent: what a tool that waits for answers would have seen. */
  readonly sinceSent: LatencySummary | null;
  /** p95 of waiting for a connection, for the first byte, and for the body. */
  readonly phases: {
    readonly waitMs: number | null;
    readonly firstByteMs: number | null;
    readonly bodyMs: number | null;
  };
  readonly bodyBytes: number;
  /** What an error said, when there was one. */
  readonly example: string | null;
}
