import { unixMs } from '../../model/brand.ts';
import {
  errorShare,
  lastPart,
  quantileMs,
  trafficBy,
  trafficByRoute,
  type Traffic,
} from '../../ingest/inside/traffic.ts';
import type { InsideRange, PerformanceView, ProblemRow, RouteRow, WorkRow } from '../contract-inside.ts';
import { budgetOf } from '../ingest/inside/budget.ts';
import { readSeries, type ReadPoint } from '../ingest/inside/read-series.ts';
import { problemDetailOf } from '../ingest/inside/trace-keeper.ts';
import type { Server } from '../server.ts';
import { environmentsOf } from './environments.ts';
import { ranges } from './ranges.ts';
import { routeCourse } from './route-course.ts';
import { vitalRows } from './vitals.ts';

const shown = { routes: 200, work: 30, problems: 50, traces: 20, deploys: 20 } as const;

export interface PerformanceQuery {
  readonly environment: string | null;
  readonly range: InsideRange;
  readonly route: string | null;
}

/** MON-7, PERF-3, PERF-5: where the time of requests goes, route by route, and what to do about it. */
export async function performanceView(server: Server, query: PerformanceQuery): Promise<PerformanceView> {
  const { store, outside } = server;
  const known = await environmentsOf(server, ['route', 'vital', 'call', 'query'], query.environment);
  const now = outside.clock.now();
  const { lengthMs, grain } = ranges[query.range];
  const from = now - lengthMs;
  const read = (kind: 'route' | 'query' | 'call' | 'vital'): Promise<readonly ReadPoint[]> =>
    readSeries(store, { grain, kind, environment: known.environment, from, to: now + 60_000 });
  const [routes, queries, calls, vitals, groups, traces] = await Promise.all([
    read('route'),
    read('query'),
    read('call'),
    read('vital'),
    store.events.groups({ kind: 'performance', limit: shown.problems, lastSeenFrom: unixMs(from) }),
    store.traces.list({
      environment: known.environment,
      route: query.route,
      from: unixMs(from),
      limit: shown.traces,
    }),
  ]);
  return {
    ...known,
    range: query.range,
    isSilent: known.environments.length === 0,
    routes: routeRows(server, routes, lengthMs).slice(0, shown.routes),
    problems: groups.filter(({ environment }) => environment === known.environment).map(problemRow),
    queries: workRows(queries),
    calls: workRows(calls),
    vitals: vitalRows(vitals),
    traces,
    route:
      query.route === null
        ? null
        : await routeCourse(server, { ...query, environment: known.environment, route: query.route }),
    deploys: server.surroundings.deploys().slice(0, shown.deploys),
  };
}

function routeRows(server: Server, points: readonly ReadPoint[], lengthMs: number): readonly RouteRow[] {
  const weight = ({ isOverBudget, errorShare: share, count, p50Ms }: RouteRow): number =>
    (isOverBudget ? 1e12 : 0) + (share >= 0.01 ? 1e12 : 0) + count * (p50Ms ?? 0);
  return [...trafficByRoute(points).values()]
    .map((traffic): RouteRow => {
      const budget = budgetOf(traffic.name, server);
      const p95Ms = quantileMs(traffic, 0.95);
      return {
        route: traffic.name,
        count: traffic.count,
        perMinute: traffic.count / (lengthMs / 60_000),
        errorShare: errorShare(traffic),
        p50Ms: quantileMs(traffic, 0.5),
        p95Ms,
        p99Ms: quantileMs(traffic, 0.99),
        budgetMs: budget.p95Ms,
        budgetFrom: budget.from,
        isOverBudget: p95Ms !== null && p95Ms > budget.p95Ms,
      };
    })
    .toSorted((a, b) => weight(b) - weight(a) || (a.route < b.route ? -1 : 1));
}

const workRows = (points: readonly ReadPoint[]): readonly WorkRow[] =>
  [...trafficBy(points, lastPart).values()]
    .toSorted((a, b) => b.totalMs - a.totalMs)
    .slice(0, shown.work)
    .map((traffic: Traffic) => ({
      name: traffic.name,
      count: traffic.count,
      errorShare: errorShare(traffic),
      p95Ms: quantileMs(traffic, 0.95),
      totalMs: traffic.totalMs,
    }));

function problemRow(group: Parameters<typeof problemDetailOf>[0]): ProblemRow {
  const { problem, fix, trace } = problemDetailOf(group);
  const { id, title, count, firstSeen, lastSeen } = group;
  return { id, kind: problem.kind, title, fix, count, firstSeen, lastSeen, trace };
}
