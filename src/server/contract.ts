import type { UnixMs } from '../model/brand.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import type { AlertSeverity, DeployMarker, Monitor, MonitorKind, SamplePhases } from '../model/monitor.ts';
import type { LaunchPlan, LaunchVerdict, NextStep, Report } from '../model/report.ts';
import type { Role } from '../model/store.ts';
import type { DeployView, IncidentRow } from './contract-incidents.ts';

/**
 * The JSON of every route under `/api`. Reading is GET; everything else needs the header `x-csrf-token` (from `SessionView`) unless
 * it carries `Authorization: Bearer`. A refusal is `Refusal` with 400 (form), 401, 403, 404, 409, 413, 422 (fields), 429, 503.
 * All times are Unix milliseconds, all texts plain and unescaped: whoever shows them escapes.
 */
export interface Refusal {
  readonly error: {
    /** `sign-in`, `forbidden`, `not-found`, `invalid`, `conflict`, `too-many`, `unavailable`... */
    readonly code: string;
    readonly message: string;
    /** What to do; null when there is nothing. */
    readonly todo: string | null;
    /** By field of the form, when the form is wrong. */
    readonly fields: Readonly<Record<string, string>>;
  };
}

/**
 * GET /api/session (public); POST /api/session {email, password} signs in; POST /api/session/setup {invite, name, email, password}
 * takes a one-time link (first start, invitation); DELETE /api/session signs out. `#invite=...` of the address `/setup` is the link's
 * secret: it never reaches a log.
 */
export interface SessionView {
  readonly user: PersonView | null;
  readonly csrf: string | null;
  /** Nobody has an account yet: the one-time link was printed where the server started. */
  readonly isFirstStart: boolean;
  readonly product: { readonly name: string; readonly domain: string; readonly profile: string } | null;
  readonly version: string;
  readonly now: UnixMs;
}
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

/** What a monitor is shown as. */
export type ShownState = 'up' | 'degraded' | 'down' | 'unknown' | 'paused';
export interface StateCounts extends Readonly<Record<ShownState, number>> {
  readonly total: number;
}

/** GET /api/overview. At most three numbers beside the headline; `checklist` is the first run. */
export interface OverviewView {
  readonly headline: { readonly state: ShownState; readonly text: string };
  readonly next: NextStep | null;
  readonly monitors: StateCounts;
  readonly uptime30d: number | null;
  readonly p95Ms24h: number | null;
  readonly openIncidents: readonly IncidentRow[];
  readonly recentIncidents: readonly IncidentRow[];
  readonly audit: AuditRow | null;
  readonly deploys: readonly DeployView[];
  /** Alerts on their way and those that never arrived. */
  readonly alerts: { readonly waiting: number; readonly givenUp: number };
  /** What should be watched and is not. */
  readonly unwatched: readonly { readonly id: string; readonly title: string }[];
  readonly checklist: readonly ChecklistItem[];
  readonly regions: readonly RegionView[];
}
export interface ChecklistItem {
  readonly id: 'manifest' | 'audit' | 'monitors' | 'route' | 'alert-test' | 'colleague';
  readonly title: string;
  readonly isDone: boolean;
  /** One sentence: what this gives. */
  readonly about: string;
  readonly command: string | null;
  readonly href: string | null;
}
export interface RegionView {
  readonly name: string;
  readonly isHere: boolean;
  readonly lastHeardAt: UnixMs | null;
  readonly isSilent: boolean;
}

/** GET /api/audit -> AuditView (newest run with its report); GET /api/audit/runs/:id -> Report. */
export interface AuditView {
  readonly runs: readonly AuditRow[];
  readonly report: Report | null;
  readonly next: NextStep | null;
  /** An audit can be started from here, and whether one is under way. */
  readonly canRun: boolean;
  readonly isRunning: boolean;
}
export interface AuditRow {
  readonly id: string;
  readonly at: UnixMs;
  readonly headline: string;
  readonly verdict: LaunchVerdict;
  readonly counts: Report['counts'];
}
/** GET /api/audit/compare?before=<run>&after=<run>. */
export interface ComparisonView {
  readonly before: AuditRow;
  readonly after: AuditRow;
  readonly comparison: Comparison;
}
/** POST /api/audit/runs (editor): starts one; the stream tells its progress and end. Also takes {report} from the CLI. */
export interface AuditStarted {
  readonly isRunning: boolean;
  readonly run: string | null;
}

/** GET /api/plan: what to do in which order, from the newest audit. */
export interface FixPlanView {
  readonly run: AuditRow | null;
  readonly headline: string;
  readonly next: NextStep | null;
  readonly plan: LaunchPlan | null;
  /** Findings named by the plan, by fingerprint. */
  readonly findings: readonly Finding[];
}

/**
 * GET /api/monitors?q=&state=&kind=&limit=&cursor= : worst first. POST /api/monitors (MonitorInput), PUT and DELETE
 * /api/monitors/:id, POST /api/monitors/:id/pause {isPaused}, POST /api/monitors/:id/check (looks at once). Editor.
 */
export interface MonitorListView {
  readonly counts: StateCounts;
  readonly rows: readonly MonitorRow[];
  /** Rows that match the filter in all. */
  readonly matching: number;
  /** Give it as `cursor` for the next page. */
  readonly next: string | null;
  /** First day of `MonitorRow.days`, UTC. */
  readonly daysFrom: UnixMs;
}
export interface MonitorRow {
  readonly id: string;
  readonly title: string;
  readonly kind: MonitorKind;
  readonly target: string;
  readonly state: ShownState;
  readonly since: UnixMs;
  readonly isInMaintenance: boolean;
  /** Id of the open incident it belongs to. */
  readonly incident: string | null;
  /** 45 letters, oldest first: u up, s slow, p part of the day down, d down, - nothing known. */
  readonly days: string;
  readonly uptime45d: number | null;
  readonly lastAt: UnixMs | null;
  readonly lastMs: number | null;
  /** What the last look said; empty when fine. */
  readonly message: string;
  /** `us sees it down, eu does not`: never an alarm, always named. */
  readonly minority: string | null;
  readonly severity: AlertSeverity;
  readonly owner: string | null;
}
export type MonitorInput = Omit<Monitor, 'id' | 'origin' | 'guards'> & { readonly id?: string };

/** GET /api/monitors/:id?range=24h|7d|30d|90d. */
export interface MonitorDetailView {
  readonly monitor: Monitor;
  readonly row: MonitorRow;
  readonly days: readonly DayBar[];
  readonly summaries: readonly (SummaryView & { readonly window: StretchName })[];
  readonly range: StretchName;
  readonly series: readonly SeriesPointView[];
  /** Medians of the last 50 good looks; null where a phase did not happen. */
  readonly phases: SamplePhases;
  readonly regions: readonly RegionRow[];
  readonly samples: readonly SampleRow[];
  readonly incidents: readonly IncidentRow[];
  readonly deploys: readonly DeployMarker[];
  readonly dependsOn: readonly { readonly id: string; readonly title: string }[];
  /** Where a job reports (kind heartbeat); editors only. */
  readonly beatUrl: string | null;
}
export type StretchName = '24h' | '7d' | '30d' | '90d';
export interface SummaryView {
  /** 0 to 1; maintenance is left out. */
  readonly availability: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly looks: number;
}
export interface DayBar {
  readonly from: UnixMs;
  readonly count: number;
  readonly degraded: number;
  readonly down: number;
}
export interface SeriesPointView extends DayBar {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}
export interface RegionRow {
  readonly name: string;
  readonly state: ShownState;
  readonly lastAt: UnixMs | null;
  readonly message: string;
}
export interface SampleRow {
  readonly at: UnixMs;
  readonly region: string;
  readonly state: ShownState;
  readonly totalMs: number | null;
  readonly phases: SamplePhases;
  readonly code: string | null;
  readonly message: string;
  readonly isResumed: boolean;
  /** Above 5 the figures are not to be trusted. */
  readonly lagMs: number;
}

/** GET /api/watch-plan; POST /api/watch-plan {digest} applies exactly what was shown (editor). 409 when it changed meanwhile. */
export interface WatchPlanView {
  readonly digest: string;
  readonly add: readonly Monitor[];
  readonly change: readonly {
    readonly id: string;
    readonly title: string;
    readonly fields: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  }[];
  readonly remove: readonly Monitor[];
  readonly unchanged: number;
  /** Fixed findings nothing can guard, with the reason. */
  readonly unguarded: readonly { readonly finding: string; readonly why: string }[];
}

/** GET /api/handover: the pack beside launch.yaml; `href` opens it, without script. */
export interface HandoverView {
  readonly pack: { readonly at: UnixMs; readonly sizeBytes: number; readonly href: string } | null;
}
