import type { Incident } from '../model/monitor.ts';
import type { Held, Machine, OpenIncident } from './incident/machine.ts';
import { newRegion } from './incident/machine.ts';
import type { Call, Recheck, StepContext, StepEvent, StepResult } from './incident/policy.ts';
import { minorityText, verdictOf } from './incident/quorum.ts';
import type { Verdict } from './incident/quorum.ts';
import { event, openedIncident, withEvents } from './incident/record.ts';
import { withSample } from './incident/region.ts';
import { callAgain } from './incident/reminding.ts';
import { recheckAfterMs, slowRecheckAfterMs } from './schedule.ts';

/**
 * All alarm logic: the next state of a monitor, what changed about its incident, who has to be told and what to look at again.
 * Pure and total. Requirements MON-1, MON-2, MON-4.
 */
export function step(machine: Machine, happened: StepEvent, context: StepContext): StepResult {
  const seen = happened.kind === 'sample' ? withRegion(machine, happened, context) : machine;
  const verdict = verdictOf(seen, context.monitor, context.now);
  const current: Machine = { ...seen, downSince: verdict.isDown ? (seen.downSince ?? context.now) : null };
  const moved = current.open === null ? whileWell(current, happened, { ...context, verdict }) : null;
  const next = moved ?? whileOpen(current, happened, { ...context, verdict });
  return {
    ...next,
    verdict,
    rechecks: happened.kind === 'sample' ? rechecks(next.machine, happened, context) : [],
    isHeldBy: next.machine.held?.freeSince === null ? next.machine.held.by : null,
  };
}

type Judged = StepContext & { readonly verdict: Verdict };
type Moved = Pick<StepResult, 'machine' | 'incident' | 'calls'>;

const withRegion = (
  machine: Machine,
  { sample }: Extract<StepEvent, { kind: 'sample' }>,
  { monitor }: StepContext,
): Machine => ({
  ...machine,
  regions: {
    ...machine.regions,
    [sample.region]: withSample(machine.regions[sample.region] ?? newRegion, sample, monitor),
  },
});

/** No incident is open: open one, hold it back, or leave everything as it is. */
function whileWell(machine: Machine, happened: StepEvent, context: Judged): Moved {
  const { verdict } = context;
  if (!verdict.isDown && !verdict.isSlow) return quiet({ ...machine, held: null });
  const held = heldBack(machine, context);
  if (held !== null) return quiet({ ...machine, held });
  const isFresh = happened.kind === 'sample' && happened.sample.outcome !== 'unknown';
  if (!isFresh || isWaiting(machine, context)) return quiet(machine);
  return open({ ...machine, held: null }, context);
}

const quiet = (machine: Machine): Moved => ({ machine, incident: null, calls: [] });

/** Why nobody is called yet; null when nothing speaks against it any more. */
function heldBack(machine: Machine, { explainedBy, now, policy }: Judged): Held | null {
  const { held } = machine;
  if (explainedBy !== null) return { by: explainedBy.id, since: held?.since ?? now, freeSince: null };
  if (held === null) return null;
  const freeSince = held.freeSince ?? now;
  return now - freeSince < policy.graceMs ? { ...held, freeSince } : null;
}

/** A dependency has begun to fail: it gets a moment to be confirmed, so that one cause makes one alarm. */
const isWaiting = (machine: Machine, { suspects, now, policy }: Judged): boolean =>
  suspects.length > 0 && now - (machine.downSince ?? now) < policy.dependencyWaitMs;

function open(machine: Machine, context: Judged): Moved {
  const { now, policy, verdict } = context;
  const kind = verdict.isDown ? 'down' : 'slow';
  const incident = openedIncident(kind, machine, context);
  const opens = [...machine.opens.filter((at) => now - at < policy.flapWindowMs), now].slice(-20);
  const state: OpenIncident = {
    kind,
    incident: alerted(incident, now),
    lastAlertAt: now,
    reminders: 0,
    escalations: 0,
    goodSince: null,
    isFlapping: opens.length >= policy.flapCount,
  };
  return {
    machine: { ...machine, open: state, opens },
    incident: state.incident,
    calls: [{ key: `${incident.id}:opened`, kind: 'opened', incident: state.incident, level: 0 }],
  };
}

const alerted = (incident: Incident, now: StepContext['now']): Incident =>
  withEvents(incident, event('alerted', now, 'The alert goes to every route that matches'));

/** An incident is open: follow it, make it worse, call again, close it. */
function whileOpen(machine: Machine, happened: StepEvent, context: Judged): Moved {
  const { open: state } = machine;
  if (state === null) return quiet(machine);
  if (happened.kind === 'acknowledge' || happened.kind === 'note')
    return withPerson(machine, state, { happened, now: context.now });
  const isStill = context.verdict.isDown || (state.kind === 'slow' && context.verdict.isSlow);
  const isBlind = context.verdict.reporting.length === 0;
  if (!isStill && !isBlind) return whileRecovering(machine, state, context);
  const still: OpenIncident = { ...state, goodSince: null };
  if (context.verdict.isDown && still.kind === 'slow') return worsen(machine, still, context);
  const again = callAgain(still, context);
  const isChanged = again.calls.length > 0;
  return {
    machine: { ...machine, open: again.open },
    incident: isChanged ? again.open.incident : null,
    calls: again.calls,
  };
}

function withPerson(
  machine: Machine,
  state: OpenIncident,
  { happened, now }: { readonly happened: StepEvent; readonly now: StepContext['now'] },
): Moved {
  const noted =
    happened.kind === 'acknowledge'
      ? acknowledged(state.incident, happened.by, now)
      : happened.kind === 'note'
        ? withEvents(state.incident, { ...event('note', now, happened.text), by: happened.by })
        : state.incident;
  return { machine: { ...machine, open: { ...state, incident: noted } }, incident: noted, calls: [] };
}

const acknowledged = (incident: Incident, by: string, now: StepContext['now']): Incident =>
  incident.acknowledgedBy !== null
    ? incident
    : withEvents(
        { ...incident, status: 'acknowledged', acknowledgedBy: by, owner: by },
        { ...event('acknowledged', now, `${by} is on it`), by },
      );

/** What was slow is down now: the same incident, told once more. */
function worsen(machine: Machine, state: OpenIncident, { monitor, now }: Judged): Moved {
  const incident = withEvents(
    { ...state.incident, severity: monitor.severity },
    event('escalated', now, `${monitor.title} was slow and is down now`),
  );
  const open: OpenIncident = { ...state, kind: 'down', incident, lastAlertAt: now };
  const call: Call = { key: `${incident.id}:down`, kind: 'escalated', incident, level: 0 };
  return { machine: { ...machine, open }, incident, calls: [call] };
}

/** Good again: closed at once, or after a quiet time when it has been coming and going. */
function whileRecovering(machine: Machine, state: OpenIncident, context: Judged): Moved {
  const { now, policy, verdict } = context;
  const goodSince = state.goodSince ?? now;
  if (state.isFlapping && now - goodSince < policy.flapHoldMs) {
    const isFirst = state.goodSince === null;
    const text = `Good again; it comes and goes, so it is closed after ${policy.flapHoldMs / 60_000} quiet minutes`;
    const incident = isFirst ? withEvents(state.incident, event('recovering', now, text)) : state.incident;
    const open = { ...state, goodSince, incident };
    return { machine: { ...machine, open }, incident: isFirst ? incident : null, calls: [] };
  }
  const rest = minorityText(verdict);
  const text = rest === null ? 'Good again' : `Good again for most: ${rest}`;
  const incident = withEvents(
    { ...state.incident, status: 'resolved', resolvedAt: now },
    event('resolved', now, text),
  );
  const call: Call = { key: `${incident.id}:resolved`, kind: 'resolved', incident, level: 0 };
  return { machine: { ...machine, open: null, held: null }, incident, calls: [call] };
}

/** A first failure is looked at again within seconds: here, wherever else there is a probe, and at what it depends on. */
function rechecks(
  machine: Machine,
  { sample }: Extract<StepEvent, { kind: 'sample' }>,
  { monitor, otherRegions }: StepContext,
): readonly Recheck[] {
  const region = machine.regions[sample.region];
  const isSlowPending = region !== undefined && region.slows > 0 && !region.isSlow && machine.open === null;
  if (isSlowPending && sample.code === 'slow')
    return [
      { monitor: monitor.id, region: sample.region, afterMs: slowRecheckAfterMs(monitor.id, sample.at) },
    ];
  const isPending = region !== undefined && region.failures > 0 && !region.isDown && machine.open === null;
  if (!isPending) return [];
  const afterMs = recheckAfterMs(monitor.id, sample.at);
  const here = { monitor: monitor.id, region: sample.region, afterMs };
  if (region.failures > 1) return [here];
  const elsewhere = otherRegions
    .filter((name) => name !== sample.region && (machine.regions[name]?.failures ?? 0) === 0)
    .map((name) => ({ monitor: monitor.id, region: name, afterMs: 0 }));
  const causes = monitor.dependsOn.map((id) => ({ monitor: id, region: null, afterMs: 0 }));
  return [here, ...elsewhere, ...causes];
}
