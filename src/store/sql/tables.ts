/** Rows as both databases keep them. Times are milliseconds since 1970, flags 0 or 1, `body` JSON of the model's type. */
export interface Tables {
  readonly monitors: { readonly id: string; readonly body: string };
  readonly monitors_version: { readonly id: number; readonly version: number };
  readonly monitor_states: { readonly monitor: string; readonly body: string };
  readonly samples: SampleRow;
  readonly rollups: RollupRow;
  readonly incidents: {
    readonly id: string;
    readonly is_open: number;
    readonly started_at: number;
    readonly body: string;
  };
  readonly outbox: OutboxRow;
  readonly deploys: { readonly id: string; readonly at: number; readonly body: string };
  readonly maintenance: { readonly id: string; readonly from_at: number; readonly body: string };
  readonly users: { readonly id: string; readonly email_key: string; readonly body: string };
  readonly credentials: {
    readonly hash: string;
    readonly expires_at: number | null;
    readonly body: string;
  };
  readonly audit: { readonly id: string; readonly at: number; readonly body: string };
  readonly settings: { readonly key: string; readonly body: string };
  readonly runs: {
    readonly id: string;
    readonly kind: string;
    readonly at: number;
    readonly title: string;
    readonly body: string;
  };
  readonly events: {
    readonly id: string;
    readonly group_id: string;
    readonly at: number;
    readonly body: string;
  };
  readonly event_groups: {
    readonly id: string;
    readonly kind: string;
    readonly status: string;
    readonly last_seen: number;
    readonly first_seen: number;
    readonly total: number;
    /** Title, culprit and terms in lower case. */
    readonly search_text: string;
    readonly body: string;
  };
  readonly ingest_projects: { readonly id: string; readonly body: string };
  readonly ingest_keys: { readonly public_key: string; readonly body: string };
  readonly releases: { readonly version: string; readonly created_at: number; readonly body: string };
  /** Bodies are base64. */
  readonly source_files: {
    readonly kind: string;
    readonly name: string;
    readonly at: number;
    readonly body: string;
  };
  readonly upload_chunks: { readonly hash: string; readonly at: number; readonly body: string };
  readonly series: SeriesRow;
  readonly traces: TraceTableRow;
  readonly leases: {
    readonly name: string;
    readonly holder: string;
    readonly taken_at: number;
    readonly expires_at: number;
    readonly token: number;
  };
  readonly inbox: { readonly id: string; readonly at: number; readonly body: string };
  readonly subscribers: { readonly id: string; readonly created_at: number; readonly body: string };
  /** One row, written to learn whether writing works. */
  readonly beats: { readonly name: string; readonly at: number };
}

export interface TraceTableRow {
  readonly id: string;
  readonly at: number;
  readonly environment: string;
  readonly route: string;
  readonly duration_ms: number;
  readonly is_probe: number;
  /** JSON of the trace without its spans, which lists show. */
  readonly row_body: string;
  readonly spans: string;
}

export interface SampleRow {
  readonly monitor: string;
  readonly at: number;
  readonly region: string;
  readonly outcome: string;
  readonly total_ms: number | null;
  readonly dns_ms: number | null;
  readonly connect_ms: number | null;
  readonly tls_ms: number | null;
  readonly first_byte_ms: number | null;
  readonly body_ms: number | null;
  readonly layer: string | null;
  readonly code: string | null;
  readonly message: string;
  readonly address: string | null;
  readonly is_resumed: number;
  readonly lag_ms: number;
  /** JSON list; null for an empty one. */
  readonly evidence: string | null;
}

export interface RollupRow {
  /** Minutes: 5, 60 or 1440. */
  readonly step: number;
  readonly monitor: string;
  readonly from_at: number;
  readonly region: string;
  readonly total: number;
  readonly up: number;
  readonly degraded: number;
  readonly down: number;
  readonly sketch: string;
  /** 1 once the next coarser rollup has it. */
  readonly is_settled: number;
}

export interface OutboxRow {
  readonly id: string;
  readonly route: string;
  readonly alert: string;
  readonly created_at: number;
  readonly next_at: number;
  readonly attempts: number;
  readonly state: string;
  readonly last_detail: string | null;
  readonly message_id: string | null;
  /** When a sender took it; others leave it alone for the claim's time. */
  readonly claimed_at: number | null;
}

export interface SeriesRow {
  readonly series: string;
  readonly from_at: number;
  readonly total: number;
  readonly errors: number;
  readonly sum: number;
  readonly sketch: string | null;
}
