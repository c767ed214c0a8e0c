import type { Monitor, Sample } from '../../model/monitor.ts';
import type { MonitorState } from '../../model/store.ts';
import type { SampleRow, ShownState, StateCounts } from '../contract.ts';

export const stateOf = (monitor: Monitor, state: MonitorState | undefined): ShownState =>
  monitor.isPaused ? 'paused' : (state?.outcome ?? 'unknown');

/** What asks for attention comes first. */
export const worstFirst: readonly ShownState[] = ['down', 'degraded', 'unknown', 'up', 'paused'];

export function countsOf(states: readonly ShownState[]): StateCounts {
  const counts = { up: 0, degraded: 0, down: 0, unknown: 0, paused: 0, total: states.length };
  for (const state of states) counts[state] += 1;
  return counts;
}

export const sampleRow = (sample: Sample): SampleRow => ({
  at: sample.at,
  region: sample.region,
  state: sample.outcome,
  totalMs: sample.totalMs,
  phases: sample.phases,
  code: sample.code,
  message: sample.message,
  isResumed: sample.isResumed,
  lagMs: sample.lagMs,
});
