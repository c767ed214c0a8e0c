import type { UnixMs } from './brand.ts';
import type { InboxStore, LeaseStore } from './store-replicas.ts';
import type { IngestStore } from './ingest.ts';
import type { Json } from './json.ts';
import type { RetentionStore } from './retention.ts';
import type { SubscriberStore } from './subscriber.ts';
import type { TraceStore } from './trace.ts';
import type {
  Alert,
  AlertDelivery,
  DeployMarker,
  Incident,
  MaintenanceWindow,
  Monitor,
  Sample,
} from './monitor.ts';

/** What the server keeps. SQLite (embedded) and PostgreSQL implement it; one conformance suite runs over both. */
export interface Store extends AsyncDisposable {
  readonly kind: 'sqlite' | 'postgres';
  readonly monitors: MonitorStore;
  readonly samples: SampleStore;
  readonly incidents: IncidentStore;
  readonly outbox: OutboxStore;
  readonly deploys: {
    add(marker: DeployMarker): Promise<void>;
    list(limit: number): Promise<readonly DeployMarker[]>;
  };
  readonly maintenance: {
    put(window: MaintenanceWindow): Promise<void>;
    remove(id: string): Promise<void>;
    list(): Promise<readonly MaintenanceWindow[]>;
  };
  readonly people: PeopleStore;
  readonly audit: AuditTrail;
  readonly settings: {
    get(key: string): Promise<Json | null>;
    /** Secret values are sealed before they get here (SEC-1). */
    put(key: string, value: Json): Promise<void>;
  };
  readonly retention: RetentionStore;
  readonly runs: RunStore;
  readonly events: EventStore;
  /** Projects and keys of senders, releases and source maps. */
  readonly ingest: IngestStore;
  readonly traces: TraceStore;
  /** Leases share work between replicas; with one process every lease is granted. */
  readonly leases: LeaseStore;
  /** What one replica has for the one that decides. */
  readonly inbox: InboxStore;
  /** Who wants mail from the public status page. */
  readonly subscribers: SubscriberStore;
  /** Rolls raw samples up and forgets what is older than the retention; bounded work per call. */
  maintain(now: UnixMs): Promise<{ readonly rolledUp: number; readonly removed: number }>;
  /** Consistent copy of everything to a file (SQLite) or an instruction (PostgreSQL). */
  backup(path: string): Promise<string>;
  health(): Promise<{ readonly isWritable: boolean; readonly detail: string }>;
}

export interface MonitorStore {
  put(monitor: Monitor): Promise<void>;
  remove(id: string): Promise<void>;
  get(id: string): Promise<Monitor | null>;
  /** By id. The very same list until some program puts or removes one: all who ask share it, and asking again is cheap. */
  list(): Promise<readonly Monitor[]>;
  /** One row per monitor, kept with each sample: never a scan over samples. */
  states(): Promise<readonly MonitorState[]>;
  putState(state: MonitorState): Promise<void>;
}
export interface MonitorState {
  readonly monitor: string;
  readonly outcome: Sample['outcome'];
  readonly since: UnixMs;
  readonly lastSample: Sample | null;
  /** The incident machine's own state, opaque here. */
  readonly machine: Json;
}

export type RollupStep = '5m' | '1h' | '1d';
export interface Rollup {
  readonly monitor: string;
  readonly region: string;
  readonly from: UnixMs;
  readonly step: RollupStep;
  readonly count: number;
  readonly up: number;
  readonly degraded: number;
  readonly down: number;
  /** Mergeable log sketch of totalMs (1 % error), serialised. */
  readonly sketch: string;
}
export interface SampleStore {
  /** Durable when it resolves. */
  append(samples: readonly Sample[]): Promise<void>;
  recent(monitor: string, limit: number): Promise<readonly Sample[]>;
  raw(monitor: string, from: UnixMs, to: UnixMs): Promise<readonly Sample[]>;
  rollups(query: {
    readonly monitors: readonly string[];
    readonly step: RollupStep;
    readonly from: UnixMs;
    readonly to: UnixMs;
  }): Promise<readonly Rollup[]>;
  /** Outcomes by monitor and UTC day, all regions together, without speeds: for bars over many monitors. Sorted by both. */
  days(query: {
    readonly monitors: readonly string[];
    readonly from: UnixMs;
    readonly to: UnixMs;
  }): Promise<readonly DayCounts[]>;
}
export interface DayCounts {
  readonly monitor: string;
  readonly from: UnixMs;
  /** Looks that said something: unknown ones are not counted. */
  readonly count: number;
  readonly degraded: number;
  readonly down: number;
}

export interface IncidentStore {
  put(incident: Incident): Promise<void>;
  get(id: string): Promise<Incident | null>;
  list(query: {
    readonly onlyOpen: boolean;
    readonly limit: number;
    readonly before?: UnixMs;
  }): Promise<readonly Incident[]>;
}

/** Alerts are written here before anything is sent; a delivery is recorded with the receiver's own words. */
export interface OutboxStore {
  /** False when the key is known: never sent twice for one state. */
  enqueue(entry: OutboxEntry): Promise<boolean>;
  due(now: UnixMs, limit: number): Promise<readonly OutboxEntry[]>;
  record(
    id: string,
    delivery: AlertDelivery,
    next: { readonly at: UnixMs } | 'done' | 'given-up',
  ): Promise<void>;
  list(limit: number): Promise<readonly OutboxEntry[]>;
}
export interface OutboxEntry {
  /** `<alert key> <route>`. */
  readonly id: string;
  readonly route: string;
  readonly alert: Alert;
  readonly createdAt: UnixMs;
  readonly nextAt: UnixMs;
  readonly attempts: number;
  readonly state: 'waiting' | 'done' | 'given-up';
  readonly lastDetail: string | null;
  readonly messageId: string | null;
}

export const roles = ['owner', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Password hash in PHC string form; null until set. */
  readonly passwordHash: string | null;
  readonly createdAt: UnixMs;
}
/** Sessions and tokens are kept as SHA-256 of the secret, never the secret. */
export interface Credential {
  readonly hash: string;
  readonly kind: 'session' | 'token' | 'probe' | 'invite' | 'ingest';
  readonly user: string | null;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: UnixMs;
  readonly expiresAt: UnixMs | null;
  readonly lastUsedAt: UnixMs | null;
}
export interface PeopleStore {
  putUser(user: User): Promise<void>;
  /** With every credential of theirs. */
  removeUser(id: string): Promise<void>;
  users(): Promise<readonly User[]>;
  userByEmail(email: string): Promise<User | null>;
  putCredential(credential: Credential): Promise<void>;
  credential(hash: string): Promise<Credential | null>;
  credentials(): Promise<readonly Credential[]>;
  removeCredential(hash: string): Promise<void>;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: UnixMs;
  readonly by: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}
export interface AuditTrail {
  add(entry: AuditEntry): Promise<void>;
  list(limit: number, before?: UnixMs): Promise<readonly AuditEntry[]>;
}

/** Saved audit runs: report JSON and, when kept, its facts. */
export interface RunStore {
  put(run: StoredRun): Promise<void>;
  list(kind: StoredRun['kind'], limit: number): Promise<readonly Omit<StoredRun, 'body'>[]>;
  get(id: string): Promise<StoredRun | null>;
}
export interface StoredRun {
  readonly id: string;
  readonly kind: 'report' | 'facts' | 'plan' | 'receipt' | 'load' | 'handover';
  readonly at: UnixMs;
  readonly title: string;
  readonly body: string;
}

/** Error events, log patterns, spans' sketches: issue groups with bounded samples. */
export interface EventStore {
  append(events: readonly StoredEvent[]): Promise<void>;
  groups(query: GroupQuery): Promise<readonly EventGroup[]>;
  group(id: string): Promise<EventGroup | null>;
  putGroup(group: EventGroup): Promise<void>;
  /**
   * Reads, changes and writes these groups in one transaction, so that replicas counting at once lose nothing. `change` is pure, may
   * run again, and gets null for a group that is not there; what it answers null for stays as it is. Returns what was written.
   */
  changeGroups(
    ids: readonly string[],
    change: (id: string, group: EventGroup | null) => EventGroup | null,
  ): Promise<readonly EventGroup[]>;
  samplesOf(group: string, limit: number): Promise<readonly StoredEvent[]>;
  /** Mergeable sketches and counters by series name and 5-minute bucket. */
  addSeries(points: readonly SeriesPoint[]): Promise<void>;
  series(query: {
    readonly prefix: string;
    readonly from: UnixMs;
    readonly to: UnixMs;
    readonly limit: number;
  }): Promise<readonly SeriesPoint[]>;
}
export interface GroupQuery {
  readonly kind: string;
  readonly limit: number;
  /** One of these. */
  readonly status?: string | readonly string[];
  /** All of these words, in title, culprit or terms; whatever their case. */
  readonly search?: string | readonly string[];
  readonly firstSeenFrom?: UnixMs;
  readonly lastSeenFrom?: UnixMs;
  /** Highest first; default `lastSeen`. */
  readonly order?: 'lastSeen' | 'firstSeen' | 'count';
}
export interface StoredEvent {
  readonly id: string;
  readonly group: string;
  readonly kind: string;
  readonly at: UnixMs;
  readonly body: Json;
}
export interface EventGroup {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly culprit: string;
  readonly status: 'new' | 'open' | 'resolved' | 'ignored' | 'regressed';
  readonly firstSeen: UnixMs;
  readonly lastSeen: UnixMs;
  readonly count: number;
  readonly release: string | null;
  readonly environment: string | null;
  readonly assignee: string | null;
  readonly ignoredUntil: UnixMs | null;
  readonly detail: Json;
  /** Further words to be found by: `release:1.4.2`. */
  readonly terms?: readonly string[];
}
export interface SeriesPoint {
  readonly series: string;
  readonly from: UnixMs;
  readonly count: number;
  readonly errors: number;
  readonly sum: number;
  readonly sketch: string | null;
}
