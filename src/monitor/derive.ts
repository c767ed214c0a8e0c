import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { canonicalJson } from '../model/json.ts';
import type { Manifest, ManifestMonitor } from '../model/manifest.ts';
import type { AlertSeverity, Monitor } from '../model/monitor.ts';
import type { Profile } from '../model/profile.ts';
import { blankMonitor } from './deriving/blank.ts';
import { guardsFor } from './deriving/guards.ts';
import type { Guards } from './deriving/guards.ts';
import { hostMonitors } from './deriving/hosts.ts';
import { workMonitors } from './deriving/work.ts';

export interface DeriveFrom {
  readonly manifest: Manifest;
  readonly profile: Profile;
  /** Findings of an earlier audit that the last one no longer has. */
  readonly fixed: readonly Finding[];
}

export interface Derived {
  readonly monitors: readonly Monitor[];
  readonly unguarded: Guards['unguarded'];
}

/**
 * What should be watched: what follows from hosts, routes, journeys, mails and jobs, what the manifest asks for besides (the same
 * id replaces), and a guard for every fixed finding (MON-1). Pure; ids are stable, so that deriving twice changes nothing.
 */
export function deriveMonitors({ manifest, profile, fixed }: DeriveFrom): Derived {
  const guards = guardsFor(fixed, manifest, profile);
  const byId = new Map<string, Monitor>();
  const own = manifest.monitors.map((declared) => declaredMonitor(declared, manifest, profile));
  const all = [
    ...hostMonitors(manifest, profile),
    ...workMonitors(manifest, profile),
    ...guards.monitors,
    ...own,
  ];
  for (const monitor of all) byId.set(monitor.id, monitor);
  const monitors = [...byId.values()].map((monitor) => ({
    ...monitor,
    dependsOn: monitor.dependsOn.filter((id) => id !== monitor.id && byId.has(id)),
  }));
  return { monitors, unguarded: guards.unguarded };
}

/** Settings of a monitor itself may stand among the options of the file. */
function declaredMonitor(declared: ManifestMonitor, manifest: Manifest, profile: Profile): Monitor {
  const { slowMs, timeoutMs, quorum, severity, goodBeforeRecovery, title, owner, ...options } =
    declared.options;
  const base = blankMonitor(profile, {
    id: declared.id,
    title: textIn(title) ?? declared.id,
    kind: declared.kind,
    target: declared.kind === 'http' ? absolute(declared.target, manifest) : declared.target,
  });
  return {
    ...base,
    intervalSeconds: declared.intervalSeconds,
    failuresBeforeAlert: declared.failuresBeforeAlert,
    regions: declared.regions,
    dependsOn: declared.dependsOn,
    slowMs: numberIn(slowMs),
    timeoutMs: numberIn(timeoutMs) ?? base.timeoutMs,
    quorum: numberIn(quorum) ?? 0,
    goodBeforeRecovery: numberIn(goodBeforeRecovery) ?? base.goodBeforeRecovery,
    severity: severityIn(severity),
    owner: textIn(owner),
    // The manifest was parsed from YAML: its values are plain JSON.
    options: options as Readonly<Record<string, Json>>,
  };
}

const absolute = (target: string, { product }: Manifest): string =>
  URL.canParse(target) ? target : new URL(target, `https://${product.canonicalHost ?? product.domain}`).href;

const numberIn = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const severityIn = (value: unknown): AlertSeverity =>
  value === 'warning' || value === 'info' ? value : 'critical';

/** The difference between what is watched and what should be. */
export interface MonitorPlan {
  readonly add: readonly Monitor[];
  readonly change: readonly MonitorChange[];
  readonly remove: readonly Monitor[];
  readonly unchanged: number;
}
export interface MonitorChange {
  readonly before: Monitor;
  readonly after: Monitor;
  /** Names of the fields that differ. */
  readonly fields: readonly (keyof Monitor)[];
}

/** Monitors made by hand are never touched, and a pause set by hand stays. Planning again after applying is empty. */
export function planMonitors(current: readonly Monitor[], wanted: readonly Monitor[]): MonitorPlan {
  const known = new Map(current.map((monitor) => [monitor.id, monitor]));
  const wantedIds = new Set(wanted.map(({ id }) => id));
  const compared = wanted.flatMap((monitor): readonly MonitorChange[] => {
    const before = known.get(monitor.id);
    if (before === undefined || before.origin === 'hand') return [];
    const after = { ...monitor, isPaused: before.isPaused };
    return [{ before, after, fields: changedFields(before, after) }];
  });
  const change = compared.filter(({ fields }) => fields.length > 0);
  return {
    add: wanted.filter(({ id }) => !known.has(id)),
    change,
    remove: current.filter(({ id, origin }) => origin !== 'hand' && !wantedIds.has(id)),
    unchanged: compared.length - change.length,
  };
}

const changedFields = (before: Monitor, after: Monitor): readonly (keyof Monitor)[] =>
  (Object.keys(after) as readonly (keyof Monitor)[]).filter(
    (field) => canonicalJson(before[field]) !== canonicalJson(after[field]),
  );
