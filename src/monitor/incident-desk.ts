import type { UnixMs } from '../model/brand.ts';
import type { ManifestAlertRoute } from '../model/manifest.ts';
import type { Incident, MaintenanceWindow, Monitor, Sample } from '../model/monitor.ts';
import type { MonitorState, OutboxEntry } from '../model/store.ts';
import { composeAlert } from './alerting/compose.ts';
import { deliveriesFor, escalationDelays } from './alerting/routing.ts';
import { diagnosed } from './desk/diagnosis.ts';
import type { Surroundings } from './desk/diagnosis.ts';
import { explanationOf, suspectsOf } from './desk/explanation.ts';
import { fileFrom, newFile, stateOf, withOutcome, withSeen } from './desk/file.ts';
import type { MonitorFile } from './desk/file.ts';
import { MonitorFiles } from './desk/files.ts';
import { witnessesOf } from './desk/witnesses.ts';
import { createPendingWrites } from './desk/writes.ts';
import type { DeskStores, PendingWrites } from './desk/writes.ts';
import { step } from './incident.ts';
import { defaultCallPolicy } from './incident/policy.ts';
import type { CallPolicy, Recheck, StepContext, StepEvent, StepResult } from './incident/policy.ts';
import { event, withEvents } from './incident/record.ts';

/** Everything the desk needs to know about the world, asked anew each time. */
export interface DeskParts extends Surroundings {
  readonly stores: DeskStores;
  readonly now: () => UnixMs;
  readonly routes: () => readonly ManifestAlertRoute[];
  readonly windows: () => readonly MaintenanceWindow[];
  /** Regions with a probe. */
  readonly regions: () => readonly string[];
  readonly rollbackCommand: () => string | null;
  /** Address of the UI, without a final slash. */
  readonly baseUrl: string;
  /** Default `defaultCallPolicy`; escalation times come from the routes. */
  readonly policy?: CallPolicy;
}

/** Where samples become incidents and alerts. All in memory and at once; `flush` makes it durable. */
export class IncidentDesk {
  readonly #parts: DeskParts;
  readonly #writes: PendingWrites;
  readonly #files = new MonitorFiles();
  readonly #changed = new Set<string>();
  /** Routes told about an incident, so that they hear its end. */
  readonly #told = new Map<string, Set<string>>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#writes = createPendingWrites(parts.stores);
  }

  /** Takes up where the last process stopped. */
  load(kept: {
    readonly monitors: readonly Monitor[];
    readonly states: readonly MonitorState[];
    readonly outbox: readonly OutboxEntry[];
  }): void {
    const states = new Map(kept.states.map((state) => [state.monitor, state]));
    for (const monitor of kept.monitors) {
      const state = states.get(monitor.id);
      this.#files.set(state === undefined ? newFile(monitor, this.#parts.now()) : fileFrom(monitor, state));
    }
    for (const { alert, route } of kept.outbox) this.#toldOf(incidentIn(alert.key)).add(route);
  }

  /** Monitors were added, changed or removed; what is known of the others stays. */
  setMonitors(monitors: readonly Monitor[]): void {
    this.#files.replace(monitors, this.#parts.now());
  }

  /** Judges samples in order; gives what should be looked at again. Samples of unknown monitors are left out. */
  judge(samples: readonly Sample[]): readonly Recheck[] {
    return samples.flatMap((sample) => this.#happen(sample.monitor, { kind: 'sample', sample }));
  }

  /** Time passes: reminders, escalation, regions gone silent. Call it every few seconds. */
  tick(): void {
    for (const { incident } of this.#files.openCases()) this.#happen(incident.monitor, { kind: 'tick' });
  }

  /** False when there is no such open incident. */
  acknowledge(incident: string, by: string): boolean {
    return this.#onIncident(incident, { kind: 'acknowledge', by });
  }

  note(incident: string, by: string, text: string): boolean {
    return this.#onIncident(incident, { kind: 'note', by, text });
  }

  /** Whether an alert that has not gone out yet still should: `DispatcherParts.isStillNeeded`. */
  isStillNeeded({ alert, nextAt, createdAt, attempts }: OutboxEntry): boolean {
    const isCall = alert.kind === 'escalated' || alert.kind === 'opened' || alert.kind === 'reminder';
    // An alert that was to go out at once always does; only people who are called later ask whether anybody is on it.
    const wasAtOnce = alert.kind === 'opened' && (attempts > 0 || nextAt <= createdAt);
    if (!isCall || wasAtOnce) return true;
    return this.#files.ofIncident(incidentIn(alert.key))?.machine.open?.incident.status === 'open';
  }

  openIncidents(): readonly Incident[] {
    return this.#files.openCases().map(({ incident }) => incident);
  }

  states(): readonly MonitorState[] {
    return this.#files.all().map(stateOf);
  }

  /** What was seen or decided about since this was last asked; each monitor once. */
  takeChanged(): readonly MonitorState[] {
    const files = [...this.#changed].flatMap((id) => this.#files.get(id) ?? []);
    this.#changed.clear();
    return files.map(stateOf);
  }

  /** Makes everything decided so far durable; rejects when the store does, and keeps it for the next time. */
  flush(): Promise<void> {
    return this.#writes.flush();
  }

  /** Decisions that are not durable yet. */
  pending(): number {
    return this.#writes.size();
  }

  #keep(file: MonitorFile): void {
    this.#changed.add(file.monitor.id);
    this.#writes.state(stateOf(file));
  }

  #onIncident(incident: string, happened: StepEvent): boolean {
    const file = this.#files.ofIncident(incident);
    if (file !== null) this.#happen(file.monitor.id, happened);
    return file !== null;
  }

  #happen(id: string, happened: StepEvent): readonly Recheck[] {
    const before = this.#files.get(id);
    if (before === undefined) return [];
    const now = this.#parts.now();
    const file = happened.kind === 'sample' ? withSeen(before, happened.sample) : before;
    const result = step(file.machine, happened, this.#contextOf(file));
    const { machine, incident, calls } = diagnosed({ file, result, now }, this.#files, this.#parts);
    const after = withOutcome({ ...file, machine }, outcomeOf(result, file.outcome), now);
    this.#files.set(after);
    if (result.isHeldBy !== null) this.#affect(result.isHeldBy, after.monitor);
    if (incident !== null) this.#writes.incident(incident);
    for (const call of calls) this.#call(after, call);
    this.#keep(after);
    return [...result.rechecks, ...this.#witnesses(happened, result)];
  }

  /** A first failure is looked at from all sides, unless so much fails that nobody doubts it. */
  #witnesses(happened: StepEvent, { rechecks, machine }: StepResult): readonly Recheck[] {
    if (happened.kind !== 'sample' || rechecks.length === 0) return [];
    const { sample } = happened;
    const region = machine.regions[sample.region];
    const isFirst = region !== undefined && region.failures + region.slows === 1;
    const monitor = this.#files.get(sample.monitor)?.monitor;
    if (!isFirst || monitor === undefined || this.#files.openCases().length >= plentyOpen) return [];
    return witnessesOf({ monitor, sample }, this.#files.all(), this.#parts.isForeign);
  }

  #contextOf(file: MonitorFile): StepContext {
    const { monitor } = file;
    const now = this.#parts.now();
    const policy = this.#parts.policy ?? defaultCallPolicy;
    const regions = this.#parts.regions();
    return {
      monitor,
      now,
      policy: { ...policy, escalateAfterMs: escalationDelays(this.#parts.routes(), policy.escalateAfterMs) },
      explainedBy: explanationOf(file, this.#files, { windows: this.#parts.windows(), now }),
      suspects: suspectsOf(monitor, this.#files),
      otherRegions:
        monitor.regions.length === 0 ? regions : regions.filter((name) => monitor.regions.includes(name)),
    };
  }

  /** A monitor fails for the reason of somebody else's incident. */
  #affect(incident: string, { id, title }: Monitor): void {
    const file = this.#files.ofIncident(incident);
    const open = file?.machine.open ?? null;
    if (file === null || open === null || open.incident.affected.includes(id)) return;
    const affected = [...open.incident.affected, id].slice(0, maxAffected);
    const text = event('note', this.#parts.now(), `${title} fails as well, for the same reason`);
    const changed = withEvents({ ...open.incident, affected }, text);
    const next = { ...file, machine: { ...file.machine, open: { ...open, incident: changed } } };
    this.#files.set(next);
    this.#writes.incident(changed);
    this.#keep(next);
  }

  #call({ monitor }: MonitorFile, call: StepResult['calls'][number]): void {
    const now = this.#parts.now();
    const { id, owner, affected } = call.incident;
    const alert = composeAlert(call, {
      monitor,
      affected: affected.map((other) => this.#files.get(other)?.monitor.title ?? other),
      deploys: this.#parts.deploys(),
      changes: this.#parts.changes(),
      rollbackCommand: this.#parts.rollbackCommand(),
      baseUrl: this.#parts.baseUrl,
      now,
    });
    const told = this.#toldOf(id);
    const context = { routes: this.#parts.routes(), now, owner, level: call.level, told: [...told] };
    for (const entry of deliveriesFor(alert, context)) {
      told.add(entry.route);
      this.#writes.alert(entry);
    }
    if (call.kind === 'resolved') this.#told.delete(id);
  }

  #toldOf(incident: string): Set<string> {
    const told = this.#told.get(incident) ?? new Set<string>();
    this.#told.set(incident, told);
    return told;
  }
}

const maxAffected = 200;
const plentyOpen = 3;

const incidentIn = (key: string): string => key.split(':')[0] ?? key;

function outcomeOf({ verdict, machine }: StepResult, before: Sample['outcome']): Sample['outcome'] {
  if (verdict.reporting.length === 0) return 'unknown';
  if (verdict.isDown) return 'down';
  if (verdict.isSlow || machine.open?.kind === 'slow') return 'degraded';
  // What was never seen well is not called well because nobody was told of it yet.
  const isNowhereWell = verdict.reporting.every((name) => machine.regions[name]?.outcome === 'degraded');
  return isNowhereWell && before !== 'up' ? 'degraded' : 'up';
}
