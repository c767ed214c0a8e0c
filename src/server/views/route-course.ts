import { unixMs } from '../../model/brand.ts';
import {
  errorShare,
  quantileMs,
  releaseIn,
  routeIn,
  trafficBy,
  trafficByRoute,
} from '../../ingest/inside/traffic.ts';
import { grainMs } from '../../ingest/inside/series-name.ts';
import type { InsideRange, RouteCourse } from '../contract-inside.ts';
import { readSeries } from '../ingest/inside/read-series.ts';
import type { Server } from '../server.ts';
import { ranges } from './ranges.ts';

const shownReleases = 10;

/** One route over a stretch, and release by release. */
export async function routeCourse(
  { store, outside }: Pick<Server, 'store' | 'outside'>,
  asked: { readonly environment: string; readonly range: InsideRange; readonly route: string },
): Promise<RouteCourse> {
  const now = outside.clock.now();
  const { lengthMs, grain } = ranges[asked.range];
  const query = {
    grain,
    kind: 'route',
    environment: asked.environment,
    from: now - lengthMs,
    to: now + 60_000,
  } as const;
  const points = (await readSeries(store, query)).filter(({ key }) => routeIn(key) === asked.route);
  const moments = Map.groupBy(points, ({ from }) => Math.floor(from / grainMs[grain]) * grainMs[grain]);
  return {
    route: asked.route,
    points: [...moments]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([from, own]) =>
        [...trafficByRoute(own).values()].map((traffic) => ({
          from: unixMs(from),
          count: traffic.count,
          errors: traffic.errors,
          p50Ms: quantileMs(traffic, 0.5),
          p95Ms: quantileMs(traffic, 0.95),
        })),
      ),
    releases: [...trafficBy(points, releaseIn).values()]
      .filter(({ name }) => name !== '')
      .toSorted((a, b) => b.count - a.count)
      .slice(0, shownReleases)
      .map((traffic) => ({
        release: traffic.name,
        count: traffic.count,
        errorShare: errorShare(traffic),
        p95Ms: quantileMs(traffic, 0.95),
      })),
  };
}
