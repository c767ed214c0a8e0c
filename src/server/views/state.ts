import type { Monitor, Sample } from '../../model/monitor.ts';
import type { MonitorState } from '../../model/store.ts';
import type { SampleRow, ShownState, StateCounts } from '../contract.ts';

export const stateOf = (monitor: Monitor, state: MonitorState | undefined): ShownState =>
  monitor.isPaused ? 'paused' : (state?.outcome ?? 'unknown');

/** What asks for attention comes first. */
export const worstFirst: readonly ShownState[] = ['down', 'degraded', 'unknown', 'up', 'paused'];

export function countsOf(states: readonly ShownState[]): StateCounts {
  const of = (wanted: ShownState): number => states.filter((state) => state === wanted).length;
  return {
    up: of('up'),
    degraded: of('degraded'),
    down: of('down'),
    unknown: of('unknown'),
    paused: of('paused'),
    total: states.length,
  };
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
