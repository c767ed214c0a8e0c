import type { UnixMs } from '../../model/brand.ts';
import type { Monitor, Sample } from '../../model/monitor.ts';
import type { MonitorState } from '../../model/store.ts';
import { machineJson, newMachine, readMachine } from '../incident/machine.ts';
import type { Machine } from '../incident/machine.ts';

/** What the desk has on one monitor. */
export interface MonitorFile {
  readonly monitor: Monitor;
  readonly machine: Machine;
  readonly outcome: Sample['outcome'];
  readonly since: UnixMs;
  readonly lastSample: Sample | null;
  readonly lastGood: Sample | null;
  /** Newest first. */
  readonly failures: readonly Sample[];
}

const maxFailures = 6;

export const newFile = (monitor: Monitor, now: UnixMs): MonitorFile => ({
  monitor,
  machine: newMachine,
  outcome: 'unknown',
  since: now,
  lastSample: null,
  lastGood: null,
  failures: [],
});

export function fileFrom(monitor: Monitor, state: MonitorState): MonitorFile {
  const last = state.lastSample;
  return {
    monitor,
    machine: readMachine(state.machine),
    outcome: state.outcome,
    since: state.since,
    lastSample: last,
    lastGood: last?.outcome === 'up' ? last : null,
    failures: last?.outcome === 'down' || last?.outcome === 'degraded' ? [last] : [],
  };
}

export function withSeen(file: MonitorFile, sample: Sample): MonitorFile {
  const isBad = sample.outcome === 'down' || sample.outcome === 'degraded';
  return {
    ...file,
    lastSample: sample,
    lastGood: sample.outcome === 'up' ? sample : file.lastGood,
    failures: isBad ? [sample, ...file.failures].slice(0, maxFailures) : file.failures,
  };
}

/** The state as people see it: what the regions agree on, not what the last one said. */
export function withOutcome(file: MonitorFile, outcome: Sample['outcome'], now: UnixMs): MonitorFile {
  return outcome === file.outcome ? file : { ...file, outcome, since: now };
}

export const stateOf = (file: MonitorFile): MonitorState => ({
  monitor: file.monitor.id,
  outcome: file.outcome,
  since: file.since,
  lastSample: file.lastSample,
  machine: machineJson(file.machine),
});
