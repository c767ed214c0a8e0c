import type { UnixMs } from './brand.ts';
import type { Json } from './json.ts';
import type { Manifest } from './manifest.ts';
import type { Outside, Result } from './outside.ts';

export const monitorKinds = ['http', 'journey', 'tls', 'domain', 'dns', 'mail', 'tcp', 'heartbeat'] as const;
export type MonitorKind = (typeof monitorKinds)[number];

/** What is watched, how often, and when it counts as broken. */
export interface Monitor {
  readonly id: string;
  readonly title: string;
  readonly kind: MonitorKind;
  /** URL, host:port, zone, journey id, mail flow id or heartbeat id, by kind. */
  readonly target: string;
  readonly intervalSeconds: number;
  readonly timeoutMs: number;
  /** Failures in a row, in one region, before that region counts as down. */
  readonly failuresBeforeAlert: number;
  /** Good samples in a row before it counts as up again. */
  readonly goodBeforeRecovery: number;
  /** Regions that must agree; 0 means a majority of those that report. */
  readonly quorum: number;
  readonly regions: readonly string[];
  /** Monitors whose outage explains this one's: no second alarm. */
  readonly dependsOn: readonly string[];
  readonly severity: AlertSeverity;
  readonly owner: string | null;
  /** Slower than this is degraded; null: never. */
  readonly slowMs: number | null;
  readonly isPaused: boolean;
  readonly origin: 'manifest' | 'audit' | 'hand';
  /** Fingerprint of the finding this guards, if any. */
  readonly guards: string | null;
  /** By kind; closed by the probe's own schema. */
  readonly options: Readonly<Record<string, Json>>;
}

export type AlertSeverity = 'critical' | 'warning' | 'info';

export type SampleOutcome = 'up' | 'degraded' | 'down' | 'unknown';

/** Milliseconds of each phase; null when the phase did not happen. */
export interface SamplePhases {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  readonly firstByteMs: number | null;
  readonly bodyMs: number | null;
}

/** Where in the chain it broke: what the cause finder reads first. */
export type FailureLayer =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'http'
  | 'content'
  | 'journey'
  | 'mail'
  | 'heartbeat'
  | 'own-network';

export interface Sample {
  readonly monitor: string;
  readonly region: string;
  readonly at: UnixMs;
  readonly outcome: SampleOutcome;
  readonly totalMs: number | null;
  readonly phases: SamplePhases;
  readonly layer: FailureLayer | null;
  /** Stable code: `http-503`, `tls-expired`, `dns-nxdomain`, `timed-out`. */
  readonly code: string | null;
  /** One plain sentence, bounded, redacted. */
  readonly message: string;
  readonly address: string | null;
  readonly isResumed: boolean;
  /** The probe's own event loop was late by this much: the figures are not to be trusted above 5. */
  readonly lagMs: number;
  /** Bounded raw response or transcript at failure, redacted. */
  readonly evidence: readonly string[];
}

export interface ProbeContext {
  readonly monitor: Monitor;
  readonly region: string;
  readonly outside: Outside;
  readonly manifest: Manifest;
  readonly signal: AbortSignal;
  /** W3C trace context header value sent along, for linking to the server's own span. */
  readonly traceparent: string;
  /** Rooms the probes of journeys, mail and heartbeats work through; absent where the probe runs without them. */
  readonly journeys?: JourneyRunner;
  readonly mailFlow?: MailFlow;
  readonly beats?: BeatReader;
  /** A resumed TLS session may be used; false: a full handshake, which alone looks at the certificate. */
  readonly isResumptionAllowed?: boolean;
}

/** Runs a declared journey once, as a visitor would. Never throws for what the world does. */
export interface JourneyRunner {
  run(
    journey: string,
    context: Pick<ProbeContext, 'manifest' | 'outside' | 'signal' | 'traceparent'>,
  ): Promise<JourneyOutcome>;
}
export interface JourneyOutcome {
  readonly isGood: boolean;
  /** True when something of ours is missing (a variable, an inbox, a browser): nothing is known about the product. */
  readonly couldNotRun?: boolean;
  readonly tookMs: number;
  /** Name of the step that failed. */
  readonly failedStep: string | null;
  /** Stable code of the failure: `http-503`, `text-missing`, `mail-late`. */
  readonly code: string | null;
  readonly message: string;
  /** Bounded, redacted. */
  readonly evidence: readonly string[];
}

/** Sends one test mail and waits for it in an inbox. World errors are values. */
export interface MailFlow {
  send(id: string, signal: AbortSignal): Promise<Result<{ readonly token: string }>>;
  /** Null when nothing arrived before the signal. */
  wait(id: string, token: string, signal: AbortSignal): Promise<Result<MailArrival | null>>;
}
export interface MailArrival {
  readonly folder: string;
  /** Failed ones of spf, dkim and dmarc as the receiver saw them. */
  readonly failedAuthentication: readonly string[];
}

/** When a job last reported. */
export interface BeatReader {
  last(heartbeat: string): Promise<Beat | null>;
}
export interface Beat {
  readonly at: UnixMs;
  readonly kind: 'success' | 'start' | 'fail';
  readonly detail: string | null;
}

/** One monitor type, one file in `monitor/probes`. Never throws for what the world does. */
export interface Probe {
  readonly kind: MonitorKind;
  readonly title: string;
  readonly requirements: readonly string[];
  /** Problems of the options, empty when fine. */
  readonly problems: (options: Readonly<Record<string, Json>>) => readonly string[];
  readonly run: (context: ProbeContext) => Promise<Sample>;
}

export type IncidentStatus = 'open' | 'acknowledged' | 'resolved';

export const causes = [
  'dns',
  'tls',
  'edge',
  'origin',
  'database',
  'third-party',
  'deploy',
  'mail',
  'own-network',
  'unclear',
] as const;
export type CauseKind = (typeof causes)[number];

export interface LikelyCause {
  readonly kind: CauseKind;
  /** 0 to 1. */
  readonly confidence: number;
  /** The reason in one sentence. */
  readonly because: string;
}

export interface Incident {
  readonly id: string;
  readonly monitor: string;
  /** Further monitors that failed for the same reason. */
  readonly affected: readonly string[];
  readonly severity: AlertSeverity;
  readonly status: IncidentStatus;
  readonly startedAt: UnixMs;
  readonly detectedAt: UnixMs;
  readonly resolvedAt: UnixMs | null;
  readonly acknowledgedBy: string | null;
  readonly owner: string | null;
  readonly causes: readonly LikelyCause[];
  readonly timeline: readonly IncidentEvent[];
}
export interface IncidentEvent {
  readonly at: UnixMs;
  readonly kind:
    | 'failed'
    | 'opened'
    | 'cause'
    | 'alerted'
    | 'acknowledged'
    | 'note'
    | 'deploy'
    | 'recovering'
    | 'resolved'
    | 'escalated';
  readonly text: string;
  readonly by: string | null;
}

/** What an alert says; every channel renders it in its own form. Passes the midnight-page test. */
export interface Alert {
  /** One alert per state of an incident: `incident:opened`, `incident:resolved`, ... the idempotency key. */
  readonly key: string;
  readonly kind: 'opened' | 'reminder' | 'escalated' | 'resolved' | 'test' | 'error-group' | 'deploy';
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly since: UnixMs;
  readonly at: UnixMs;
  readonly cause: LikelyCause | null;
  /** What changed last: deploys, record changes. */
  readonly lastChange: string | null;
  readonly firstStep: string;
  readonly url: string;
  readonly facts: readonly string[];
}

export interface RenderedAlert {
  readonly contentType: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly subject: string | null;
}

export interface AlertDelivery {
  readonly outcome: 'delivered' | 'retry' | 'refused';
  /** The receiver's own words or id: the proof of delivery. */
  readonly detail: string;
  readonly retryAfterMs: number | null;
  /** Receiver's id of the message, so that it can be edited later. */
  readonly messageId: string | null;
}

export interface AlertRequest {
  readonly message: RenderedAlert;
  readonly address: string;
  /** The channel's credential, resolved from its SecretRef by the caller. */
  readonly secret: string | null;
  /** Idempotency key. */
  readonly key: string;
  /** Edit this earlier message instead of sending a new one, where the channel can. */
  readonly editsMessageId: string | null;
}

/** One channel, one file in `monitor/alerts`. `render` is pure. */
export interface AlertChannel {
  readonly id: 'email' | 'slack' | 'sms' | 'webhook' | 'chat';
  readonly title: string;
  readonly requirements: readonly string[];
  readonly render: (alert: Alert) => RenderedAlert;
  readonly send: (request: AlertRequest, outside: Outside, signal: AbortSignal) => Promise<AlertDelivery>;
}

export interface DeployMarker {
  readonly id: string;
  readonly at: UnixMs;
  readonly version: string;
  readonly environment: string;
  readonly by: string | null;
  readonly url: string | null;
  readonly note: string | null;
}

export interface MaintenanceWindow {
  readonly id: string;
  readonly from: UnixMs;
  readonly to: UnixMs;
  readonly monitors: readonly string[] | 'all';
  readonly reason: string;
}
