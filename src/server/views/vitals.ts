import { quantileMs, trafficBy } from '../../ingest/inside/traffic.ts';
import type { VitalRow } from '../contract-inside.ts';
import type { ReadPoint } from '../ingest/inside/read-series.ts';

/** web.dev/articles/vitals: good up to the first, poor above the second; CLS has no unit, the others are milliseconds. */
const bounds: Readonly<Record<string, readonly [good: number, poor: number]>> = {
  lcp: [2_500, 4_000],
  inp: [200, 500],
  cls: [0.1, 0.25],
  fcp: [1_800, 3_000],
  ttfb: [800, 1_800],
};
const shown = 40;
const order = ['poor', 'needs work', 'good'] as const;

/** p75 by figure and route, as the vitals are judged. */
export const vitalRows = (points: readonly ReadPoint[]): readonly VitalRow[] =>
  [...trafficBy(points, ({ parts }) => parts.join('\t')).values()]
    .flatMap((traffic): readonly VitalRow[] => {
      const [name = '', route = ''] = traffic.name.split('\t');
      const limits = bounds[name];
      const p75 = quantileMs(traffic, 0.75);
      if (limits === undefined || p75 === null) return [];
      const rating = p75 <= limits[0] ? 'good' : p75 <= limits[1] ? 'needs work' : 'poor';
      return [{ name, route, count: traffic.count, p75, rating }];
    })
    .toSorted((a, b) => order.indexOf(a.rating) - order.indexOf(b.rating) || b.count - a.count)
    .slice(0, shown);
