import type { UnixMs } from '../model/brand.ts';
import type { FunnelStepId } from '../model/funnel.ts';
import type { DeployMarker } from '../model/monitor.ts';
import type { StretchName } from './contract.ts';
import type { TraceRow } from '../model/trace.ts';
import type { FunnelTrouble } from '../ingest/inside/funnel-verdict.ts';

export type InsideRange = '1h' | StretchName;

/**
 * GET /api/performance?environment=&range=1h|24h|7d|30d|90d&route= -> PerformanceView. `route` adds the course of that one; the
 * rows stay all of them.
 */
export interface PerformanceView {
  readonly environment: string;
  readonly environments: readonly string[];
  readonly range: InsideRange;
  /** Nothing ever came: the page says how to send. */
  readonly isSilent: boolean;
  /** Worst first: over budget, failing, then by time spent in all. */
  readonly routes: readonly RouteRow[];
  /** N+1 and slow third parties, newest first. */
  readonly problems: readonly ProblemRow[];
  readonly queries: readonly WorkRow[];
  readonly calls: readonly WorkRow[];
  /** p75 of what visitors measured, worst first. */
  readonly vitals: readonly VitalRow[];
  /** Slowest first; of `route` when one was asked for. */
  readonly traces: readonly TraceRow[];
  readonly route: RouteCourse | null;
  readonly deploys: readonly DeployMarker[];
}
export interface RouteRow {
  readonly route: string;
  readonly count: number;
  readonly perMinute: number;
  /** 0 to 1. */
  readonly errorShare: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly budgetMs: number;
  readonly budgetFrom: 'launch.yaml' | 'profile';
  readonly isOverBudget: boolean;
}
export interface RouteCourse {
  readonly route: string;
  readonly points: readonly {
    readonly from: UnixMs;
    readonly count: number;
    readonly errors: number;
    readonly p50Ms: number | null;
    readonly p95Ms: number | null;
  }[];
  readonly releases: readonly {
    readonly release: string;
    readonly count: number;
    readonly errorShare: number;
    readonly p95Ms: number | null;
  }[];
}
export interface ProblemRow {
  readonly id: string;
  readonly kind: 'n-plus-one' | 'third-party';
  readonly title: string;
  readonly fix: string;
  readonly count: number;
  readonly firstSeen: UnixMs;
  readonly lastSeen: UnixMs;
  readonly trace: string;
}
/** A kind of query or another host. */
export interface WorkRow {
  readonly name: string;
  readonly count: number;
  readonly errorShare: number;
  readonly p95Ms: number | null;
  readonly totalMs: number;
}
export interface VitalRow {
  readonly name: string;
  readonly route: string;
  readonly count: number;
  readonly p75: number;
  readonly rating: 'good' | 'needs work' | 'poor';
}

/** GET /api/traces/:id -> TraceView. */
export interface TraceView {
  readonly trace: TraceRow;
  /** By start; `depth` is how far below the request it lies. */
  readonly spans: readonly SpanView[];
}
export interface SpanView {
  readonly id: string;
  readonly name: string;
  readonly work: 'request' | 'query' | 'call' | 'other';
  readonly depth: number;
  /** Milliseconds after the first span began. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly isFailed: boolean;
  readonly service: string;
  readonly message: string | null;
  readonly attributes: readonly (readonly [string, string])[];
  readonly events: readonly { readonly name: string; readonly text: string }[];
  /** Spans elsewhere it belongs to. */
  readonly links: readonly { readonly trace: string; readonly span: string; readonly text: string }[];
}

/** GET /api/logs?environment= -> LogsView. */
export interface LogsView {
  readonly environment: string;
  readonly environments: readonly string[];
  readonly isSilent: boolean;
  /** Lines of the last 24 hours by level. */
  readonly levels: Readonly<Record<'error' | 'warning' | 'other', number>>;
  /** What should not be in a log, or what a log says is wrong; newest first. */
  readonly problems: readonly LogProblemRow[];
  /** Errors and warnings by their template, most frequent first. */
  readonly patterns: readonly LogPatternRow[];
}
export interface LogProblemRow {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly text: string;
  readonly place: string;
  readonly fix: string;
  readonly count: number;
  readonly firstSeen: UnixMs;
  readonly lastSeen: UnixMs;
}
export interface LogPatternRow {
  readonly id: string;
  readonly template: string;
  readonly level: string;
  readonly place: string;
  readonly count: number;
  readonly firstSeen: UnixMs;
  readonly lastSeen: UnixMs;
  readonly isNewSinceDeploy: boolean;
  readonly samples: readonly {
    readonly at: UnixMs;
    readonly message: string;
    readonly trace: string | null;
  }[];
}

/** GET /api/funnel?environment= -> FunnelView. */
export interface FunnelView {
  readonly environment: string;
  readonly isSilent: boolean;
  /** The last 24 hours. */
  readonly steps: readonly {
    readonly id: FunnelStepId;
    readonly noun: string;
    readonly plural: string;
    readonly done: number;
    readonly failed: number;
    readonly refused: number;
    /** Of the 24 hours before. */
    readonly doneBefore: number;
  }[];
  readonly troubles: readonly FunnelTrouble[];
}
