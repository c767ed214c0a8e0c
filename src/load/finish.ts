import { kneeOf, type LoadStep } from '../protocols/load/knee.ts';
import { errorShare } from '../protocols/load/outcome.ts';
import { judgeOwnSide, type OwnSide } from '../protocols/load/own-side.ts';
import { summarise } from '../protocols/load/quantile.ts';
import { LatencyRecorder } from '../protocols/load/recorder.ts';
import { offeredIn } from '../protocols/load/shape.ts';
import type { LoadResult, RouteResult, RouteRound, SegmentResult } from './result.ts';
import type { ConnectionTally, RunState } from './run.ts';

/** Counts as figures. */
export function finishedResult(
  state: RunState,
  about: { readonly connections: ConnectionTally; readonly tookMs: number },
): LoadResult {
  const { connections } = about;
  const segments = state.plan.shape.map((_, at) => segmentResult(state, at)).filter(({ sent }) => sent > 0);
  return {
    segments,
    routes: state.plan.routes.map((_, at) => routeResult(state, at)),
    ownSide: wholeOwnSide(state),
    connections: {
      opened: connections.connect.count,
      dnsMs: p95(connections.dns),
      connectMs: p95(connections.connect),
      tlsMs: connections.tls.maxMs === 0 ? null : p95(connections.tls),
    },
    sent: state.sent,
    peakInFlight: state.peakInFlight,
    tookMs: about.tookMs,
    stopped: state.stopped,
    knee: state.plan.isStepped ? kneeOfRun(state) : null,
  };
}

/** A segment as the knee looks at it. */
export function segmentStep(state: RunState, at: number): LoadStep {
  const { fromRate, toRate, answeredRate, latency, errorShare: share, ownSide } = segmentResult(state, at);
  return {
    rate: (fromRate + toRate) / 2,
    answeredRate,
    p95Ms: latency?.p95.ms ?? null,
    errorShare: share,
    isValid: !ownSide.isBottleneck,
  };
}

function kneeOfRun(state: RunState): LoadResult['knee'] {
  const measured = state.plan.shape
    .map((each, at) => ({ ...each, at }))
    .filter(({ isMeasured, at }) => isMeasured && (state.segments[at]?.tally.count ?? 0) > 0);
  return kneeOf(
    measured.map(({ at }) => segmentStep(state, at)),
    strictestBudgetMs(state),
  );
}

function segmentResult(state: RunState, at: number): SegmentResult {
  const segment = state.plan.shape[at];
  const part = state.segments[at];
  if (segment === undefined || part === undefined) throw new Error(`There is no segment ${at}`);
  const { label, fromRate, toRate, isMeasured } = segment;
  const { tally, lateness, inTime } = part;
  const latency = summarise(tally.latency);
  const offered = Math.max(1, offeredIn(segment));
  return {
    label,
    fromRate,
    toRate,
    isMeasured,
    sent: tally.count,
    answeredRate: (inTime / offered) * ((fromRate + toRate) / 2),
    errorShare: errorShare(tally.outcomes),
    latency,
    ownSide: ownSideOf(lateness, { p95Ms: latency?.p95.ms ?? null, budgetMs: strictestBudgetMs(state) }),
  };
}

function routeResult(state: RunState, at: number): RouteResult {
  const route = state.plan.routes[at];
  const tally = state.routes[at];
  if (route === undefined || tally === undefined) throw new Error(`There is no route ${at}`);
  return {
    id: route.id,
    method: route.method,
    url: route.url,
    sent: tally.count,
    outcomes: tally.outcomes,
    errorShare: errorShare(tally.outcomes),
    statuses: tally.statuses,
    latency: summarise(tally.latency),
    rounds: roundsOf(state, at),
    curve: curveOf(tally.latency),
    sinceSent: summarise(tally.sinceSent),
    phases: { waitMs: p95(tally.wait), firstByteMs: p95(tally.firstByte), bodyMs: p95(tally.body) },
    bodyBytes: tally.bodyBytes,
    example: tally.example,
  };
}

/** One for each measured segment in which the route was asked, in order. */
function roundsOf({ plan, segments }: RunState, route: number): readonly RouteRound[] {
  return segments.flatMap(({ routes }, at) => {
    const recorder = routes.get(route);
    const p95Ms = recorder === undefined ? null : p95(recorder);
    if (recorder === undefined || p95Ms === null || plan.shape[at]?.isMeasured !== true) return [];
    return [{ count: recorder.count, p50Ms: rank(recorder, 0.5) ?? p95Ms, p95Ms }];
  });
}

/** Closer together towards the end, where stalls show. */
const curveShares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1];

const curveOf = (recorder: LatencyRecorder): RouteResult['curve'] =>
  curveShares.flatMap((share) => {
    const ms = rank(recorder, share);
    return ms === null ? [] : [[share, ms] as const];
  });

/** Over the measured segments; what happened while it warmed up voids nothing. */
function wholeOwnSide(state: RunState): OwnSide {
  const lateness = new LatencyRecorder();
  const latency = new LatencyRecorder();
  for (const [at, part] of state.segments.entries()) {
    if (state.plan.shape[at]?.isMeasured !== true) continue;
    lateness.add(part.lateness);
    latency.add(part.tally.latency);
  }
  return ownSideOf(lateness, { p95Ms: p95(latency), budgetMs: strictestBudgetMs(state) });
}

const ownSideOf = (lateness: LatencyRecorder, against: Parameters<typeof judgeOwnSide>[1]): OwnSide =>
  judgeOwnSide({ p50Ms: rank(lateness, 0.5) ?? 0, p99Ms: rank(lateness, 0.99) ?? 0 }, against);

const strictestBudgetMs = ({ plan }: RunState): number =>
  Math.min(...plan.routes.map(({ budgetMs }) => budgetMs));

const p95 = (recorder: LatencyRecorder): number | null => rank(recorder, 0.95);

const rank = (recorder: LatencyRecorder, share: number): number | null =>
  recorder.atRank(Math.max(1, Math.ceil(recorder.count * share)));
