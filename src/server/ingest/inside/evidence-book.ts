import {
  lastPart,
  errorShare,
  quantileMs,
  trafficBy,
  trafficByRoute,
  type Traffic,
} from '../../../ingest/inside/traffic.ts';
import { funnelSources } from '../../../ingest/inside/funnel-event.ts';
import { funnelStepIds } from '../../../model/funnel.ts';
import { unixMs } from '../../../model/brand.ts';
import type { InsideEvidence } from '../../../monitor/cause/evidence.ts';
import type { Server } from '../../server.ts';
import { readSeries, type ReadPoint } from './read-series.ts';

/** What the cause finder asks at every failure and may not wait for. */
export interface EvidenceBook {
  readonly now: () => InsideEvidence | null;
  readonly refresh: () => Promise<void>;
}

const minuteMs = 60_000;
const windowMs = 5 * minuteMs;
const beforeMs = 60 * minuteMs;
const maxOfEach = 20;
const fewestCalls = 5;

type Span = InsideEvidence['spans'][number];

/** Errors, slow queries and failing calls of the last five minutes against the hour before (MON-3). */
export function createEvidenceBook({ store, outside }: Pick<Server, 'store' | 'outside'>): EvidenceBook {
  let evidence: InsideEvidence | null = null;
  return {
    now: () => evidence,
    refresh: async () => {
      const now = outside.clock.now();
      const read = (kind: 'route' | 'query' | 'call' | 'error' | 'funnel') =>
        readSeries(
          { events: store.events },
          {
            grain: 'minute',
            kind,
            environment: 'production',
            from: now - windowMs - beforeMs,
            to: now + minuteMs,
          },
        );
      const [routes, queries, calls, events, steps, groups] = await Promise.all([
        read('route'),
        read('query'),
        read('call'),
        read('error'),
        read('funnel'),
        store.events.groups({ kind: 'error', limit: maxOfEach, lastSeenFrom: unixMs(now - windowMs) }),
      ]);
      const start = now - windowMs;
      const byName = (points: readonly ReadPoint[]) => trafficBy(points, lastPart);
      const spans = [
        ...spansOf('database', queries, { start, by: byName }),
        ...spansOf('http-client', calls, { start, by: byName }),
        ...spansOf('server', routes, { start, by: trafficByRoute }),
      ];
      const errors = groups.map(({ id, title, firstSeen }) => {
        const own = events.filter(({ key }) => key.parts[0] === id);
        const between = (from: number, to: number): number =>
          own.reduce((sum, point) => (point.from >= from && point.from < to ? sum + point.count : sum), 0);
        return {
          title,
          count: between(start, now + minuteMs),
          before: between(start - windowMs, start),
          isNew: firstSeen >= start,
        };
      });
      const lost = lostIn(steps.filter(({ from }) => from >= start));
      evidence = spans.length + errors.length + lost.length === 0 ? null : { spans, errors, lost };
    },
  };
}

/** Failures by step; of each step only what its first source tells, so that no visitor counts twice. */
function lostIn(points: readonly ReadPoint[]): NonNullable<InsideEvidence['lost']> {
  const failed = points.filter(({ key }) => key.parts[2] === 'failed');
  return funnelStepIds.flatMap((step) => {
    const own = failed.filter(({ key }) => key.parts[1] === step);
    const source = funnelSources.find((each) => own.some(({ key }) => key.parts[0] === each));
    const told = own.filter(({ key }) => key.parts[0] === source);
    return told.length === 0 ? [] : [{ step, failed: told.reduce((sum, { count }) => sum + count, 0) }];
  });
}

function spansOf(
  kind: Span['kind'],
  points: readonly ReadPoint[],
  how: {
    readonly start: number;
    readonly by: (points: readonly ReadPoint[]) => ReadonlyMap<string, Traffic>;
  },
): readonly Span[] {
  const recent = how.by(points.filter(({ from }) => from >= how.start));
  const before = how.by(points.filter(({ from }) => from < how.start));
  return [...recent.values()]
    .filter(({ count }) => count >= fewestCalls)
    .map((traffic): Span => {
      const was = before.get(traffic.name);
      const p95Ms = quantileMs(traffic, 0.95) ?? 0;
      const beforeP95Ms = was === undefined ? p95Ms : (quantileMs(was, 0.95) ?? p95Ms);
      return { kind, name: traffic.name, p95Ms, beforeP95Ms, errorShare: errorShare(traffic) };
    })
    .toSorted((a, b) => b.errorShare - a.errorShare || b.p95Ms - b.beforeP95Ms - (a.p95Ms - a.beforeP95Ms))
    .slice(0, maxOfEach);
}
