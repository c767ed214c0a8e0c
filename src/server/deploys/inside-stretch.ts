import { unixMs } from '../../model/brand.ts';
import type { InsideStretch } from '../../monitor/rollback-inside.ts';
import { quantileMs, trafficByRoute } from '../../ingest/inside/traffic.ts';
import { funnelOf } from '../../profiles/funnel.ts';
import { readSeries } from '../ingest/inside/read-series.ts';
import type { Server } from '../server.ts';

const maxGroups = 100;
const minuteMs = 60_000;

/** What the product told of itself between two moments, by whole minutes: the one of the deploy belongs to what comes after. */
export async function insideStretch(
  { store, profile }: Pick<Server, 'store' | 'profile'>,
  span: { readonly from: number; readonly to: number },
  environment: string,
): Promise<InsideStretch> {
  const minute = (at: number): number => Math.floor(at / minuteMs) * minuteMs;
  const query = { grain: 'minute', environment, from: minute(span.from), to: minute(span.to) } as const;
  const [routes, funnel, groups] = await Promise.all([
    readSeries(store, { ...query, kind: 'route' }),
    readSeries(store, { ...query, kind: 'funnel', parts: ['request'] }),
    store.events.groups({
      kind: 'error',
      limit: maxGroups,
      firstSeenFrom: unixMs(span.from),
      order: 'count',
    }),
  ]);
  const done = (step: string): number =>
    funnel.reduce(
      (sum, { key, count }) => (key.parts[1] === step && key.parts[2] === 'done' ? sum + count : sum),
      0,
    );
  return {
    routes: [...trafficByRoute(routes).values()].map((traffic) => ({
      route: traffic.name,
      requests: traffic.count,
      errors: traffic.errors,
      p95Ms: quantileMs(traffic, 0.95),
    })),
    newErrors: groups
      .filter((group) => group.firstSeen < span.to && (group.environment ?? environment) === environment)
      .map(({ title, count }) => ({ title, count })),
    funnel: funnelOf(profile().name)
      .filter(({ id }) => id !== 'visit')
      .map(({ id, plural }) => ({ step: id, plural, visits: done('visit'), done: done(id) })),
  };
}
