import type { Clock } from '../model/outside.ts';
import type { LoadTarget } from '../model/outside-load.ts';
import { arrivals, weightedTurns, type Arrival } from '../protocols/load/arrivals.ts';
import { giveWay } from '../protocols/load/knee.ts';
import { isTimed } from '../protocols/load/outcome.ts';
import { peakRate, shapeMs } from '../protocols/load/shape.ts';
import { LatencyRecorder } from '../protocols/load/recorder.ts';
import { loadHeader, type LoadPlan, type LoadRoute } from './plan.ts';
import type { LoadResult, LoadStop } from './result.ts';
import { finishedResult, segmentStep } from './finish.ts';
import { stormWatch, type StormWatch } from './storm.ts';
import { RouteTally, Tally } from './tally.ts';

export interface LoadTools {
  readonly clock: Clock;
  /** 0 up to 1. */
  readonly chance: () => number;
  /** The open target a route is asked at. */
  readonly targetOf: (route: LoadRoute) => LoadTarget;
  /** Phases of the connections those targets opened. */
  readonly connections: ConnectionTally;
  readonly signal: AbortSignal;
  /** Called a few times a second. */
  readonly onProgress: (progress: LoadProgress) => void;
}

export interface ConnectionTally {
  readonly dns: LatencyRecorder;
  readonly connect: LatencyRecorder;
  readonly tls: LatencyRecorder;
}

export interface LoadProgress {
  readonly label: string;
  readonly elapsedMs: number;
  readonly sent: number;
  readonly inFlight: number;
  readonly failed: number;
  readonly p95Ms: number | null;
}

/** Everything counted while a run goes on. */
export interface RunState {
  readonly plan: LoadPlan;
  readonly startMs: number;
  readonly segments: readonly SegmentState[];
  readonly routes: readonly RouteTally[];
  readonly storm: StormWatch;
  inFlight: number;
  peakInFlight: number;
  sent: number;
  failed: number;
  stopped: LoadStop | null;
}

export interface SegmentState {
  readonly tally: Tally;
  readonly lateness: LatencyRecorder;
  /** Latencies by route, for rounds; made when the first comes, and only for few segments. */
  readonly routes: Map<number, LatencyRecorder>;
  /** Monotonic; a tenth of its length after its end. Known once it has begun. */
  inTimeMs: number;
  /** Answered below 400 before that. */
  inTime: number;
}

/** More waiting answers than this is a queue that only grows; it would fill our memory and their server. */
const maxInFlight = 10_000;
/** However far behind, answers are read again after this many requests sent in a row. */
const maxBurst = 64;
/** Up to here requests leave to a tenth of a millisecond; faster, waiting awake would take the whole processor. */
const maxExactRate = 500;
const progressMs = 250;
const drainPollMs = 5;
const inTimeStretch = 1.1;

/**
 * Sends each request when it is due, whatever became of those before. Returns what was counted when the plan is done, the
 * target falls over, a step gives way, or the signal aborts; partial figures are kept.
 */
export async function runLoad(plan: LoadPlan, tools: LoadTools): Promise<LoadResult> {
  const state = newState(plan, tools.clock.monotonicMs());
  await sendAll(state, tools);
  await drain(state, tools);
  return finishedResult(state, {
    connections: tools.connections,
    tookMs: tools.clock.monotonicMs() - state.startMs,
  });
}

function newState(plan: LoadPlan, startMs: number): RunState {
  return {
    plan,
    startMs,
    segments: plan.shape.map(() => ({
      tally: new Tally(),
      lateness: new LatencyRecorder(),
      routes: new Map(),
      inTimeMs: Infinity,
      inTime: 0,
    })),
    routes: plan.routes.map(() => new RouteTally()),
    storm: stormWatch(),
    inFlight: 0,
    peakInFlight: 0,
    sent: 0,
    failed: 0,
    stopped: null,
  };
}

async function sendAll(state: RunState, tools: LoadTools): Promise<void> {
  const { plan } = state;
  const { clock, signal } = tools;
  const turn = weightedTurns(plan.routes.map(({ weight }) => weight));
  const sender = senderOf(state, tools);
  let originMs = state.startMs;
  let segment = -1;
  let burst = 0;
  let progressAtMs = state.startMs + progressMs;
  const isExact = peakRate(plan.shape) <= maxExactRate;
  for (const arrival of arrivals(plan.shape, plan.spacing, tools.chance)) {
    if (arrival.segment !== segment) {
      if (plan.isStepped && segment >= 0) originMs += await settleStep(state, tools, segment);
      segment = arrival.segment;
      beginSegment(state, segment, originMs);
    }
    burst = (await waitUntil(originMs + arrival.dueMs, { burst, isExact }, tools)) ? 0 : burst + 1;
    const nowMs = clock.monotonicMs();
    stopIfNeeded(state, nowMs, signal);
    if (state.stopped !== null) return;
    sender(turn(), arrival, originMs + arrival.dueMs);
    if (nowMs < progressAtMs) continue;
    progressAtMs = nowMs + progressMs;
    tools.onProgress(progressOf(state, segment, nowMs));
  }
  if (plan.isStepped && segment >= 0) await settleStep(state, tools, segment);
}

function beginSegment(state: RunState, segment: number, originMs: number): void {
  const part = state.segments[segment];
  const own = state.plan.shape[segment];
  if (part === undefined || own === undefined) return;
  const beforeMs = shapeMs(state.plan.shape.slice(0, segment));
  part.inTimeMs = originMs + beforeMs + own.durationMs * inTimeStretch;
}

/** True when there was something to wait for. Timers may ring early, so it looks again. */
async function waitUntil(
  dueMs: number,
  { burst, isExact }: { readonly burst: number; readonly isExact: boolean },
  { clock, signal }: LoadTools,
): Promise<boolean> {
  let hasWaited = false;
  for (let leftMs = dueMs - clock.monotonicMs(); leftMs > 0; leftMs = dueMs - clock.monotonicMs()) {
    if (signal.aborted) return true;
    await (isExact && clock.sleepExactly !== undefined
      ? clock.sleepExactly(leftMs, signal)
      : clock.sleep(leftMs, signal));
    hasWaited = true;
  }
  if (!hasWaited && burst >= maxBurst) {
    await clock.sleep(0, signal);
    return true;
  }
  return hasWaited;
}

type Sender = (route: number, arrival: Arrival, dueMs: number) => void;

function senderOf(state: RunState, tools: LoadTools): Sender {
  const { clock } = tools;
  const ready = state.plan.routes.map((route) => ({
    target: tools.targetOf(route),
    request: requestOf(route, state.plan.token),
  }));
  return (at, { segment }, dueMs) => {
    const [to, route, part] = [ready[at], state.routes[at], state.segments[segment]];
    if (to === undefined || route === undefined || part === undefined) return;
    const isMeasured = state.plan.shape[segment]?.isMeasured === true;
    const sentMs = clock.monotonicMs();
    part.lateness.record(sentMs - dueMs);
    part.tally.sent();
    if (isMeasured) route.sent();
    state.sent += 1;
    state.inFlight += 1;
    state.peakInFlight = Math.max(state.peakInFlight, state.inFlight);
    to.target.send(to.request, (answer) => {
      state.inFlight -= 1;
      const finished = { dueMs, sentMs, answer };
      const outcome = part.tally.finish(finished);
      if (isMeasured) route.finish(finished);
      if (isMeasured && isTimed(outcome)) noteRound(state, { part, at, ms: answer.endMs - dueMs });
      if (outcome !== 'answered') state.failed += 1;
      else if (answer.endMs <= part.inTimeMs) part.inTime += 1;
      state.storm.note(answer.endMs, outcome);
    });
  };
}

/** A recorder takes 90 KB: with many segments (steps) there is one route for each at most. */
const maxRoundRecorders = 500;

function noteRound(
  { plan }: RunState,
  { part, at, ms }: { readonly part: SegmentState; readonly at: number; readonly ms: number },
): void {
  if (plan.shape.length * plan.routes.length > maxRoundRecorders) return;
  const recorder = part.routes.get(at) ?? new LatencyRecorder();
  part.routes.set(at, recorder);
  recorder.record(ms);
}

function requestOf(route: LoadRoute, token: string): Parameters<LoadTarget['send']>[0] {
  const { pathname, search } = new URL(route.url);
  const headers = [...route.headers, [loadHeader, token] as const];
  return { method: route.method, path: `${pathname}${search}`, headers, body: route.body };
}

function stopIfNeeded(state: RunState, nowMs: number, signal: AbortSignal): void {
  if (state.stopped !== null) return;
  const stop = (reason: LoadStop['reason'], text: string): void => {
    state.stopped = { reason, afterMs: nowMs - state.startMs, text };
  };
  if (signal.aborted) return stop('interrupted', 'Stopped by hand; what was measured until then is kept.');
  if (state.inFlight >= maxInFlight)
    return stop(
      'too-many-waiting',
      `${state.inFlight} requests wait for an answer: the target no longer keeps up.`,
    );
  const alarm = state.storm.alarm(nowMs);
  if (alarm !== null) stop('error-storm', alarm);
}

/** Waits for the answers of a step and judges it; returns how long that took, for the schedule to move. */
async function settleStep(state: RunState, tools: LoadTools, segment: number): Promise<number> {
  const beganMs = tools.clock.monotonicMs();
  await drain(state, tools);
  const nowMs = tools.clock.monotonicMs();
  const step = segmentStep(state, segment);
  const budgetMs = Math.min(...state.plan.routes.map((route) => route.budgetMs));
  const isJudged = state.plan.shape[segment]?.isMeasured === true && state.stopped === null;
  if (isJudged && giveWay(step, budgetMs) !== null) {
    const text = `It gave way at ${Math.round(step.rate)} requests a second.`;
    state.stopped = { reason: 'gave-way', afterMs: nowMs - state.startMs, text };
  }
  return nowMs - beganMs;
}

/** The door ends every exchange within its time, so this ends. */
async function drain(state: RunState, { clock, signal }: LoadTools): Promise<void> {
  const limitMs = clock.monotonicMs() + 2 * state.plan.timeoutMs;
  while (state.inFlight > 0 && !signal.aborted && clock.monotonicMs() < limitMs)
    await clock.sleep(drainPollMs, signal);
}

function progressOf(state: RunState, segment: number, nowMs: number): LoadProgress {
  const { tally } = state.segments[segment] ?? {};
  return {
    label: state.plan.shape[segment]?.label ?? '',
    elapsedMs: nowMs - state.startMs,
    sent: state.sent,
    inFlight: state.inFlight,
    failed: state.failed,
    p95Ms: tally === undefined ? null : tally.latency.atRank(Math.ceil(tally.latency.count * 0.95)),
  };
}
