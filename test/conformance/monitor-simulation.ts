import { unixMs } from '../../src/model/brand.ts';
import type { Incident, Monitor, Sample, SampleOutcome } from '../../src/model/monitor.ts';
import { createDueQueue } from '../../src/monitor/due-queue.ts';
import { step } from '../../src/monitor/incident.ts';
import { newMachine } from '../../src/monitor/incident/machine.ts';
import type { Machine } from '../../src/monitor/incident/machine.ts';
import { defaultCallPolicy } from '../../src/monitor/incident/policy.ts';
import type { Call, StepContext, StepResult } from '../../src/monitor/incident/policy.ts';
import { nextDue, slotOf } from '../../src/monitor/schedule.ts';

export const start = Date.UTC(2026, 10, 22);

export const monitorOf = (more: Partial<Monitor> = {}): Monitor => ({
  id: 'homepage',
  title: 'Homepage',
  kind: 'http',
  target: 'https://shop.example/',
  intervalSeconds: 60,
  timeoutMs: 6_000,
  failuresBeforeAlert: 2,
  goodBeforeRecovery: 2,
  quorum: 0,
  regions: [],
  dependsOn: [],
  severity: 'critical',
  owner: 'ines',
  slowMs: null,
  isPaused: false,
  origin: 'manifest',
  guards: null,
  options: {},
  ...more,
});

export const noPhases: Sample['phases'] = {
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  firstByteMs: null,
  bodyMs: null,
};

export const sampleOf = (outcome: SampleOutcome, more: Partial<Sample> = {}): Sample => ({
  monitor: 'homepage',
  region: 'eu',
  at: unixMs(start),
  outcome,
  totalMs: outcome === 'down' ? null : 120,
  phases: noPhases,
  layer: outcome === 'down' || outcome === 'degraded' ? 'http' : null,
  code: outcome === 'down' ? 'http-503' : outcome === 'degraded' ? 'slow' : null,
  message: outcome === 'down' ? 'The server answered 503' : '',
  address: null,
  isResumed: false,
  lagMs: 0,
  evidence: [],
  ...more,
});

export const contextOf = (now: number, more: Partial<StepContext> = {}): StepContext => ({
  monitor: monitorOf(),
  now: unixMs(now),
  policy: defaultCallPolicy,
  explainedBy: null,
  suspects: [],
  otherRegions: [],
  ...more,
});

export interface Simulated {
  readonly calls: readonly (Call & { readonly at: number })[];
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly results: readonly StepResult[];
  readonly machine: Machine;
  readonly checks: number;
}

/** The schedule and the machine together over simulated time; `answer` is the world as one region sees it at a moment. */
export function simulate(options: {
  readonly monitor?: Partial<Monitor>;
  readonly regions?: readonly string[];
  readonly hours: number;
  readonly keepsResults?: boolean;
  readonly answer: (at: number, region: string) => SampleOutcome;
}): Simulated {
  const monitor = monitorOf(options.monitor);
  const regions = options.regions ?? ['eu'];
  const queue = createDueQueue<string>();
  for (const region of regions)
    queue.put(region, { at: nextDue(slotOf(monitor, region), start), value: region });
  const calls: (Call & { at: number })[] = [];
  const incidents = new Map<string, Incident>();
  const results: StepResult[] = [];
  const endAt = start + options.hours * 3_600_000;
  let [machine, checks]: [Machine, number] = [newMachine, 0];
  for (let due = queue.take(endAt); due !== null; due = queue.take(endAt)) {
    const { at, value: region } = due;
    checks += 1;
    const sample = sampleOf(options.answer(at, region), { region, at: unixMs(at) });
    const result = step(
      machine,
      { kind: 'sample', sample },
      contextOf(at, { monitor, otherRegions: regions }),
    );
    machine = result.machine;
    if (options.keepsResults === true) results.push(result);
    if (result.incident !== null) incidents.set(result.incident.id, result.incident);
    calls.push(...result.calls.map((call) => ({ ...call, at })));
    queue.put(region, { at: nextDue(slotOf(monitor, region), at), value: region });
    for (const again of result.rechecks) {
      if (again.monitor !== monitor.id || again.region === null) continue;
      queue.put(again.region, { at: at + Math.max(1, again.afterMs), value: again.region }, true);
    }
  }
  return { calls, incidents, results, machine, checks };
}
