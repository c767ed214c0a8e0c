import type { UnixMs } from '../model/brand.ts';
import type { AlertSeverity, DeployMarker, Incident, LikelyCause } from '../model/monitor.ts';
import type { OutboxEntry } from '../model/store.ts';
import type { SampleRow } from './contract.ts';

/** GET /api/incidents?status=open|all&before=&limit= */
export interface IncidentListView {
  readonly rows: readonly IncidentRow[];
  /** Give it as `before`. */
  readonly next: UnixMs | null;
}
export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly monitor: string;
  readonly status: Incident['status'];
  readonly severity: AlertSeverity;
  readonly startedAt: UnixMs;
  readonly resolvedAt: UnixMs | null;
  readonly owner: string | null;
  readonly acknowledgedBy: string | null;
  readonly cause: LikelyCause | null;
  readonly affected: number;
}

/**
 * GET /api/incidents/:id. POST .../acknowledge {}, POST .../notes {text}, PUT .../checklist {done: ids}, PUT .../postmortem {text}
 * (editor). Each answers with the view.
 */
export interface IncidentDetailView {
  readonly incident: Incident;
  readonly row: IncidentRow;
  readonly affected: readonly { readonly id: string; readonly title: string }[];
  /** The raw answer at failure, newest first. */
  readonly evidence: readonly (SampleRow & {
    readonly lines: readonly string[];
    /** The server's own trace of this look. */
    readonly trace: string | null;
  })[];
  readonly deliveries: readonly DeliveryRow[];
  readonly firstResponder: string | null;
  readonly firstStep: string;
  readonly checklist: readonly { readonly id: string; readonly text: string; readonly isDone: boolean }[];
  readonly rollbackCommand: string | null;
  readonly deploys: readonly DeployMarker[];
  /** What the status page says of it, if it is shown there. POST .../public-notes {text} adds to it (editor). */
  readonly publicNotes: readonly { readonly at: UnixMs; readonly text: string }[];
  /** Markdown: the saved one, or a draft from the timeline. */
  readonly postmortem: { readonly text: string; readonly isDraft: boolean };
}
export interface DeliveryRow {
  readonly id: string;
  readonly route: string;
  readonly channel: string | null;
  readonly kind: OutboxEntry['alert']['kind'];
  readonly title: string;
  readonly state: OutboxEntry['state'];
  readonly at: UnixMs;
  readonly attempts: number;
  /** The receiver's own words. */
  readonly proof: string | null;
}

/** GET /api/deploys; POST /api/deploys {version, environment?, by?, url?, note?, at?} (editor or token). */
export interface DeployView {
  readonly marker: DeployMarker;
  readonly decision: 'keep' | 'watch' | 'roll back' | null;
  readonly because: string | null;
  readonly decidedAt: UnixMs | null;
  readonly rollbackCommand: string | null;
}
