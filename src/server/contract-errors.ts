import type { UnixMs } from '../model/brand.ts';
import type { EventGroup } from '../model/store.ts';

/**
 * GET /api/errors?q=&status=open|resolved|ignored|all&order=lastSeen|firstSeen|count&limit= -> ErrorListView. `q` is words, all of
 * which must be there; `env:production`, `release:1.4`, `route:/cart`, `level:fatal`, `is:unhandled`, `assigned:ann` are words too.
 */
export interface ErrorListView {
  readonly rows: readonly ErrorRow[];
  /** There are more than were asked for. */
  readonly isCut: boolean;
  /** Nothing ever came: the page says how to send. */
  readonly isSilent: boolean;
  readonly lastDeploy: { readonly version: string; readonly at: UnixMs } | null;
  readonly feedback: readonly FeedbackRow[];
  /** Newest first, at most ten; empty where no client tells of visits. */
  readonly releases: readonly ReleaseRow[];
}
/** How visits of one release end. */
export interface ReleaseRow {
  readonly release: string;
  readonly environment: string;
  readonly firstSeen: UnixMs;
  readonly visits: number;
  readonly crashed: number;
  /** 0 to 1; null: no visit was told. */
  readonly crashFreeVisits: number | null;
  readonly people: number;
  readonly crashFreePeople: number | null;
  /** The release it is held against; null: too little is known of one of them. */
  readonly against: string | null;
  readonly verdict: 'worse' | 'better' | 'alike' | 'too little known';
}
export interface ErrorRow {
  readonly id: string;
  readonly title: string;
  readonly culprit: string;
  readonly status: EventGroup['status'];
  readonly level: string;
  readonly isHandled: boolean;
  readonly count: number;
  readonly users: number;
  readonly firstSeen: UnixMs;
  readonly lastSeen: UnixMs;
  readonly release: string | null;
  readonly environment: string | null;
  readonly assignee: string | null;
  /** First seen after the newest deploy to production. */
  readonly isNewSinceDeploy: boolean;
  readonly isPaymentWebhook: boolean;
  readonly ignoredUntil: UnixMs | null;
}
export interface FeedbackRow {
  readonly at: UnixMs;
  readonly message: string;
  readonly url: string;
}

/** GET /api/errors/:id -> ErrorDetailView. POST /api/errors/:id/turn (editor) takes an `ErrorTurn` and answers the same. */
export interface ErrorDetailView {
  readonly row: ErrorRow;
  readonly by: 'client' | 'stack' | 'exception' | 'message';
  readonly routes: readonly NamedCount[];
  readonly releases: readonly NamedCount[];
  /** Commits of the release it came with that touched its stack, the most likely first; at most three. */
  readonly suspects: readonly SuspectView[];
  readonly environments: readonly NamedCount[];
  /** Events of each of the last 24 hours, oldest first. */
  readonly hours: readonly number[];
  readonly deploys: readonly { readonly version: string; readonly at: UnixMs }[];
  readonly samples: readonly SampleView[];
  readonly people: readonly string[];
}
export interface SuspectView {
  readonly commit: string;
  readonly author: string | null;
  readonly message: string;
  readonly at: UnixMs | null;
  readonly file: string;
}
export interface NamedCount {
  readonly name: string;
  readonly count: number;
  readonly first: UnixMs;
  readonly last: UnixMs;
}
export type ErrorTurn =
  | { readonly to: 'resolved' | 'open' }
  /** Either, or neither: for good. */
  | { readonly to: 'ignored'; readonly hours: number | null; readonly moreEvents: number | null }
  | { readonly to: 'assigned'; readonly assignee: string | null };

/** One event as it was kept: scrubbed, its stack shown in the sources where their map was uploaded. */
export interface SampleView {
  readonly id: string;
  readonly at: UnixMs;
  readonly isClockWrong: boolean;
  readonly release: string | null;
  readonly environment: string | null;
  readonly url: string | null;
  readonly user: string | null;
  /** 32 hexadecimal digits: the request it belongs to. */
  readonly trace: string | null;
  readonly exceptions: readonly ExceptionView[];
  readonly tags: readonly (readonly [string, string])[];
  readonly breadcrumbs: readonly {
    readonly at: UnixMs | null;
    readonly category: string;
    readonly message: string;
  }[];
  readonly attachments: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly text: string | null;
  }[];
  /** Further fields, each as JSON. */
  readonly extra: readonly (readonly [string, string])[];
}
export interface ExceptionView {
  readonly type: string;
  readonly value: string;
  /** Innermost first. */
  readonly frames: readonly FrameView[];
}
export interface FrameView {
  readonly file: string;
  readonly name: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly isOwn: boolean;
  /** From a source map: `file` and `line` are of the source. */
  readonly isMapped: boolean;
  readonly source: readonly { readonly line: number; readonly text: string; readonly isIt: boolean }[];
}

/**
 * GET /api/senders -> SendersView: DSN and endpoints. Editor: POST /api/senders {name}; PUT /api/senders/:id {name, origins,
 * eventsPerMinute}; POST /api/senders/:id/keys {oldEndsInHours} makes a new key, and lets the old ones end. All answer the same.
 */
export interface SendersView {
  readonly projects: readonly SenderView[];
  /** Base for the exporters of OpenTelemetry. */
  readonly otlpEndpoint: string;
  /** What `sentry-cli` is told: its address; the token is made under Settings. */
  readonly cliUrl: string;
}
export interface SenderView {
  readonly id: string;
  readonly name: string;
  readonly origins: readonly string[];
  readonly eventsPerMinute: number;
  /** Of the newest key that goes on; null when all have ended. */
  readonly dsn: string | null;
  readonly keys: readonly {
    readonly publicKey: string;
    readonly createdAt: UnixMs;
    readonly endsAt: UnixMs | null;
  }[];
  /** What did not become an event in the last 24 hours, by reason. */
  readonly lost: readonly { readonly reason: string; readonly category: string; readonly count: number }[];
}
