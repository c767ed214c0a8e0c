import type { UnixMs } from '../model/brand.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Outside } from '../model/outside.ts';
import type { Profile } from '../model/profile.ts';
import type { Store } from '../model/store.ts';
import type { Sealer } from '../store/sealing.ts';
import type { AuditDesk } from './audits/audit-desk.ts';
import type { ServerMac } from './auth/server-mac.ts';
import type { Throttle } from './auth/throttle.ts';
import type { AlertDesk } from './alerts/alert-desk.ts';
import type { BeatBook } from './beats/beat-book.ts';
import type { ProjectBook } from './ingest/project-book.ts';
import type { QuotaBook } from './ingest/quota.ts';
import type { ErrorDesk } from './ingest/sentry/error-desk.ts';
import type { SeenBook } from './ingest/sentry/seen.ts';
import type { ReleaseBook } from './ingest/sentry/release-book.ts';
import type { ToldBook } from './ingest/told.ts';
import type { InsideDesk } from './ingest/inside/desk.ts';
import type { EvidenceBook } from './ingest/inside/evidence-book.ts';
import type { LiveHub } from './live/hub.ts';
import type { Log } from './log.ts';
import type { ScanDesk } from './scans/scan-desk.ts';
import type { DayBook } from './views/day-book.ts';
import type { MonitorBook } from './views/monitor-book.ts';
import type { SurroundingsBook } from './watch/surroundings.ts';
import type { WatchDoor } from './watch/watch-door.ts';

export interface ServerConfig {
  readonly version: string;
  /** What people type, without a final slash: links, cookies and origins follow it. */
  readonly publicUrl: string;
  /** Name of this process among the replicas. */
  readonly replica: string;
  readonly region: string;
  /** `dist/web`; what is missing there is told in a sentence. */
  readonly webFolder: string;
  readonly manifestPath: string | null;
  readonly backupCommand: string;
  readonly startedAt: UnixMs;
}

/** What every route may reach. */
export interface Server {
  readonly config: ServerConfig;
  readonly outside: Outside;
  readonly store: Store;
  readonly sealer: Sealer;
  readonly manifest: () => Manifest | null;
  readonly profile: () => Profile;
  readonly monitors: MonitorBook;
  readonly days: DayBook;
  readonly watch: WatchDoor;
  readonly alerts: AlertDesk;
  readonly beats: BeatBook;
  readonly surroundings: SurroundingsBook;
  readonly audits: AuditDesk;
  /** Public scans; null where they are not offered. */
  readonly scans: ScanDesk | null;
  readonly live: LiveHub;
  readonly log: Log;
  /** Who may send errors, traces and logs, and how much. */
  readonly projects: ProjectBook;
  readonly quotas: QuotaBook;
  /** What the product says of itself: requests, traces, logs, funnel. */
  readonly inside: InsideDesk;
  readonly evidence: EvidenceBook;
  readonly errors: ErrorDesk;
  /** Events that came lately. */
  readonly seen: SeenBook;
  readonly told: ToldBook;
  readonly releases: ReleaseBook;
  readonly throttle: Throttle;
  readonly mac: ServerMac;
}

export const isSecure = ({ publicUrl }: ServerConfig): boolean => publicUrl.startsWith('https:');
