import type { FunnelStep, FunnelStepId } from '../../../model/funnel.ts';
import { funnelStepIds } from '../../../model/funnel.ts';
import { funnelOutcomes, funnelSources } from '../../../ingest/inside/funnel-event.ts';
import {
  funnelTroubles,
  type FunnelPoint,
  type FunnelTrouble,
} from '../../../ingest/inside/funnel-verdict.ts';
import { funnelOf } from '../../../profiles/funnel.ts';
import type { Server } from '../../server.ts';
import { readSeries, type ReadPoint } from './read-series.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface FunnelNow {
  readonly steps: readonly FunnelStep[];
  readonly minutes: readonly FunnelPoint[];
  readonly hours: readonly FunnelPoint[];
  readonly troubles: readonly FunnelTrouble[];
}
type Parts = Pick<Server, 'store' | 'outside' | 'profile'>;

/** The funnel of the last hours and days, with what goes wrong in it (MON-5). */
export async function funnelNow(parts: Parts, environment: string): Promise<FunnelNow> {
  const { store, outside, profile } = parts;
  const now = outside.clock.now();
  const query = { kind: 'funnel', environment, to: now + minuteMs } as const;
  const [minutes, hours, incidents] = await Promise.all([
    readSeries(store, { ...query, grain: 'minute', from: now - 3 * hourMs }),
    readSeries(store, { ...query, grain: 'hour', from: now - 9 * dayMs }),
    store.incidents.list({ onlyOpen: true, limit: 50 }),
  ]);
  const seen = {
    nowMs: now,
    steps: funnelOf(profile().name),
    minutes: firstSources(minutes),
    hours: firstSources(hours),
    outageSinceMs: incidents.length === 0 ? null : Math.min(...incidents.map(({ startedAt }) => startedAt)),
  };
  return { steps: seen.steps, minutes: seen.minutes, hours: seen.hours, troubles: funnelTroubles(seen) };
}

/** Of each step what its first source tells: one signup that is a request, an event and a line of a log is one signup. */
function firstSources(points: readonly ReadPoint[]): readonly FunnelPoint[] {
  return funnelStepIds.flatMap((step) => {
    const own = points.filter(({ key }) => key.parts[1] === step);
    const source = funnelSources.find((each) => own.some(({ key }) => key.parts[0] === each));
    return own.flatMap((point) => (point.key.parts[0] === source ? pointOf(point, step) : []));
  });
}

function pointOf({ key, from, count }: ReadPoint, step: FunnelStepId): readonly FunnelPoint[] {
  const outcome = funnelOutcomes.find((each) => each === key.parts[2]);
  return outcome === undefined ? [] : [{ step, outcome, fromMs: from, count }];
}
