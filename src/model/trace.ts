import type { UnixMs } from './brand.ts';
import type { Json } from './json.ts';

/** Why a trace was kept: most are counted and forgotten. */
export type TraceReason = 'probe' | 'failed' | 'slow' | 'problem' | 'sample';

/** One request through the product with all of its spans, scrubbed. */
export interface StoredTrace {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly at: UnixMs;
  readonly route: string;
  readonly service: string;
  readonly environment: string;
  readonly release: string | null;
  readonly durationMs: number;
  readonly isFailed: boolean;
  readonly reason: TraceReason;
  readonly spans: readonly Json[];
}
export type TraceRow = Omit<StoredTrace, 'spans'>;

/** A bounded number per route, for days. */
export interface TraceStore {
  /** A trace that is there already gets the spans it lacks. */
  put(traces: readonly StoredTrace[]): Promise<void>;
  get(id: string): Promise<StoredTrace | null>;
  /** Slowest first. */
  list(query: {
    readonly environment: string;
    readonly route: string | null;
    readonly from: UnixMs;
    readonly limit: number;
  }): Promise<readonly TraceRow[]>;
}

/** The member our probes put into `tracestate` (W3C Trace Context, 3.3), so that their visits count as nobody's. */
export const probeTraceState = 'launchready=probe';

/** Begins the line of a sample's evidence that names the trace of the failed look. */
export const traceLine = 'trace: ';
