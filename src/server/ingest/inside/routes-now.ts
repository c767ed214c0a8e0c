import type { RouteSeen } from '../../../ingest/inside/alarms.ts';
import { nothingSeen, routeIn, trafficByRoute } from '../../../ingest/inside/traffic.ts';
import type { Server } from '../../server.ts';
import { budgetOf } from './budget.ts';
import { readSeries } from './read-series.ts';

const minuteMs = 60_000;
export const nowMinutes = 10;
const beforeMinutes = 60;

type Parts = Pick<Server, 'store' | 'outside' | 'manifest' | 'profile'>;

/** Every route of the last ten minutes, with the hour before. */
export async function routesNow(parts: Parts, environment: string): Promise<readonly RouteSeen[]> {
  const now = parts.outside.clock.now();
  const start = Math.floor(now / minuteMs) * minuteMs - nowMinutes * minuteMs;
  const points = await readSeries(parts.store, {
    grain: 'minute',
    kind: 'route',
    environment,
    from: start - beforeMinutes * minuteMs,
    to: now + minuteMs,
  });
  const recent = points.filter(({ from }) => from >= start);
  const before = trafficByRoute(points.filter(({ from }) => from < start));
  return [...trafficByRoute(recent)].map(([name, traffic]) => ({
    now: traffic,
    before: before.get(name) ?? nothingSeen(name),
    budgetMs: budgetOf(name, parts).p95Ms,
    failingSinceMs: Math.min(
      now,
      ...recent.filter(({ key, errors }) => errors > 0 && routeIn(key) === name).map(({ from }) => from),
    ),
  }));
}
