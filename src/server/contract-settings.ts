import type { UnixMs } from '../model/brand.ts';
import type { AlertSeverity, MaintenanceWindow } from '../model/monitor.ts';
import type { KeptTimes } from '../model/retention.ts';
import type { AuditEntry, Role } from '../model/store.ts';
import type { PersonView, RegionView, ShownState } from './contract.ts';
import type { DeliveryRow } from './contract-incidents.ts';

/** GET /api/settings (viewer; secrets never). Every change below answers with the new `SettingsView`, `LinkView` or `SecretView`. */
export interface SettingsView {
  readonly people: readonly (PersonView & { readonly lastSeenAt: UnixMs | null })[];
  /** Open invitations. */
  readonly invitations: readonly CredentialView[];
  readonly tokens: readonly CredentialView[];
  readonly probes: readonly CredentialView[];
  readonly routes: readonly RouteView[];
  /** People of launch.yaml: who may own a monitor or a route. */
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly statusPage: StatusPageSettings;
  readonly retention: RetentionView;
  readonly system: SystemView;
}

/**
 * People: POST /api/settings/people {email, role} -> LinkView (owner); PUT /api/settings/people/:id {role}; DELETE.
 * Tokens: POST /api/settings/tokens {name, role, kind: token|probe|ingest, days} -> SecretView (owner); DELETE /api/settings/tokens/:id.
 */
export interface CredentialView {
  /** First characters of the hash: names it, reveals nothing. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'token' | 'probe' | 'ingest' | 'invite';
  readonly role: Role;
  readonly createdAt: UnixMs;
  readonly expiresAt: UnixMs | null;
  readonly lastUsedAt: UnixMs | null;
}
/** Shown once. */
export interface LinkView {
  readonly url: string;
  readonly expiresAt: UnixMs;
}
export interface SecretView {
  readonly secret: string;
  readonly credential: CredentialView;
}

/**
 * Who is told. Those of the manifest are read-only here. POST /api/settings/routes (RouteInput), PUT and DELETE
 * /api/settings/routes/:id (owner); POST /api/settings/routes/:id/test (editor) -> DeliveryRow; POST /api/settings/drill (editor).
 */
export interface RouteView {
  readonly id: string;
  readonly channel: 'email' | 'slack' | 'sms' | 'webhook' | 'chat';
  /** `o***@shop.example`, `https://hooks.slack.com/...`, `env:SLACK_HOOK`. */
  readonly to: string;
  readonly hasSecret: boolean;
  readonly severities: readonly AlertSeverity[];
  readonly owner: string | null;
  readonly hours: string | null;
  readonly escalatesTo: string | null;
  readonly afterMinutes: number;
  readonly origin: 'manifest' | 'hand';
  readonly lastDelivery: DeliveryRow | null;
}
export interface RouteInput extends Omit<RouteView, 'to' | 'hasSecret' | 'origin' | 'lastDelivery'> {
  /** Address or webhook address; left out in a change: stays. Kept sealed. References belong into launch.yaml. */
  readonly to?: string;
  /** Bot token, SMTP address, `sid:token`, `whsec_...`; left out: stays; null: none. Kept sealed. */
  readonly secret?: string | null;
}
/** POST /api/settings/drill: one test alert over every route. */
export interface DrillView {
  readonly deliveries: readonly DeliveryRow[];
}

/** PUT /api/settings/status-page (owner). */
export interface StatusPageSettings {
  readonly isPublic: boolean;
  readonly title: string;
  readonly about: string;
  /** Hue of the accent, 0 to 360; null for the standard one. */
  readonly accentHue: number | null;
  readonly homeUrl: string | null;
  /** Monitors shown, in order; empty: every critical one. */
  readonly groups: readonly { readonly title: string; readonly monitors: readonly string[] }[];
  readonly hasSubscriptions: boolean;
}
/**
 * How long what is kept. PUT /api/settings/retention (KeptTimes and `mayDelete`, owner): 409 `would-delete` says what a shorter time
 * deletes for good, until `mayDelete` is true.
 */
export interface RetentionView {
  readonly times: KeptTimes;
  /** Options of `serve` stand above what is chosen here. */
  readonly fixed: readonly { readonly id: keyof KeptTimes; readonly by: string }[];
}
/** POST /api/settings/maintenance (MaintenanceInput), DELETE /api/settings/maintenance/:id (editor). */
export type MaintenanceInput = Omit<MaintenanceWindow, 'id'>;

export interface SystemView {
  readonly version: string;
  readonly store: {
    readonly kind: 'sqlite' | 'postgres';
    readonly isWritable: boolean;
    readonly detail: string;
  };
  readonly replica: string;
  readonly replicas: readonly string[];
  readonly leader: string | null;
  readonly regions: readonly RegionView[];
  readonly checksUnderWay: number;
  readonly lagMs: number;
  readonly latenessP99Ms: number;
  readonly shed: number;
  readonly backupCommand: string;
  readonly manifest: { readonly path: string; readonly isDeclared: boolean } | null;
  readonly publicUrl: string;
  readonly startedAt: UnixMs;
}

/** GET /api/audit-trail?before= (editor). */
export interface AuditTrailView {
  readonly rows: readonly AuditEntry[];
  readonly next: UnixMs | null;
}
/** GET /api/deliveries. */
export interface DeliveryListView {
  readonly rows: readonly DeliveryRow[];
}

/**
 * GET /api/live: server-sent events, `event: <kind>`, `data: <JSON>`. `hello` comes first and after every reconnection (then fetch
 * anew); a `beat` comes every 5 s, so a stream silent for 15 s is lost. Monitors that changed come together, once a second at most.
 */
export type LiveEvent =
  | { readonly kind: 'hello'; readonly at: UnixMs; readonly version: string }
  | { readonly kind: 'beat'; readonly at: UnixMs }
  | {
      readonly kind: 'monitors';
      readonly at: UnixMs;
      readonly changed: readonly {
        readonly id: string;
        readonly state: ShownState;
        readonly since: UnixMs;
        readonly lastAt: UnixMs | null;
        readonly lastMs: number | null;
        readonly message: string;
      }[];
    }
  /** An incident was opened, changed or closed: fetch it. */
  | {
      readonly kind: 'incident';
      readonly at: UnixMs;
      readonly id: string;
      readonly status: string;
      readonly title: string;
    }
  | { readonly kind: 'deploy'; readonly at: UnixMs; readonly id: string; readonly version: string }
  /** Monitors, routes, windows or people were changed: fetch what is shown. */
  | {
      readonly kind: 'changed';
      readonly at: UnixMs;
      readonly what: 'monitors' | 'settings' | 'audit' | 'errors';
    }
  | { readonly kind: 'audit'; readonly at: UnixMs; readonly text: string; readonly isDone: boolean };
