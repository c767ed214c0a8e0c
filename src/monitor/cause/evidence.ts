import type { UnixMs } from '../../model/brand.ts';
import type { DeployMarker, Monitor, Sample } from '../../model/monitor.ts';

/** A change seen outside a deploy: a DNS record, a setting, a certificate. */
export interface RecentChange {
  readonly at: UnixMs;
  readonly kind: 'dns' | 'certificate' | 'config' | 'env' | 'other';
  /** `the MX record of shop.example`. */
  readonly what: string;
}

/** What the product itself says, as plain data from the ingest room; all of it optional. */
export interface InsideEvidence {
  /** Error groups of the last minutes. */
  readonly errors: readonly {
    readonly title: string;
    readonly count: number;
    /** In a window of the same length before. */
    readonly before: number;
    readonly isNew: boolean;
  }[];
  /** Slow or failing kinds of work. */
  readonly spans: readonly {
    readonly kind: 'database' | 'http-client' | 'server';
    /** Host or query group. */
    readonly name: string;
    readonly p95Ms: number;
    readonly beforeP95Ms: number;
    /** Share of failures, 0 to 1. */
    readonly errorShare: number;
  }[];
  /** Steps on the way to a customer that failed for visitors in the last minutes, as the product itself counts them. */
  readonly lost?: readonly { readonly step: string; readonly failed: number }[];
}

/** Another monitor and what it last said. */
export interface OtherMonitor {
  readonly monitor: Monitor;
  readonly sample: Sample;
}

/** Everything the cause finder may look at. */
export interface CauseEvidence {
  readonly monitor: Monitor;
  /** Failing samples, newest first; at least one. */
  readonly failures: readonly Sample[];
  readonly lastGood: Sample | null;
  /** Name of the edge that is meant to stand in front (manifest), null when none is. */
  readonly edge: string | null;
  /** What is watched belongs to somebody else, whom the product needs. */
  readonly isForeign: boolean;
  readonly startedAt: UnixMs;
  readonly others: readonly OtherMonitor[];
  readonly deploys: readonly DeployMarker[];
  readonly changes: readonly RecentChange[];
  readonly inside: InsideEvidence | null;
}
