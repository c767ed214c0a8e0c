import { logBursts, repeatedError, type LogBurstSeen } from '../../../ingest/inside/log-alarms.ts';
import type { InsideAlarm } from '../../../ingest/inside/alarms.ts';
import type { Server } from '../../server.ts';
import { nowMinutes } from './routes-now.ts';
import { readSeries } from './read-series.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Told by the payment's own alarm. */
const toldElsewhere = 'logs/payment-webhook';

/** Signs of trouble that come in bursts, in the lines of the last ten minutes (MON-8). */
export async function logAlarms(
  { store, outside }: Pick<Server, 'store' | 'outside'>,
  environment: string,
): Promise<readonly InsideAlarm[]> {
  const now = outside.clock.now();
  const start = Math.floor(now / minuteMs) * minuteMs - nowMinutes * minuteMs;
  const hour = Math.floor(start / hourMs) * hourMs;
  const query = { kind: 'log-sign', environment, grain: 'minute', from: start, to: now + minuteMs } as const;
  const recent = (await readSeries(store, query)).filter(({ key }) => key.parts[0] !== toldElsewhere);
  if (recent.length === 0) return [];
  const [before, errors] = await Promise.all([
    // The hour under way would count the burst as usual.
    readSeries(store, { ...query, grain: 'hour', from: hour - dayMs, to: hour - 1 }),
    readSeries(store, { ...query, kind: 'error' }),
  ]);
  const earlier = Map.groupBy(before, ({ key }) => key.parts.join('\t'));
  const seen = [...Map.groupBy(recent, ({ key }) => key.parts.join('\t'))].map(
    ([name, points]): LogBurstSeen => {
      const [rule = '', service = '', pattern = ''] = points[0]?.key.parts ?? [];
      const sum = (all: readonly { readonly count: number }[]): number =>
        all.reduce((total, { count }) => total + count, 0);
      return {
        rule,
        service,
        pattern,
        now: sum(points),
        before: sum(earlier.get(name) ?? []),
        sinceMs: Math.min(now, ...points.map(({ from }) => from)),
      };
    },
  );
  const titles = await titlesOf(store, seen);
  return logBursts(seen, { environment, titles, hasErrorClient: errors.length > 0 });
}

async function titlesOf(
  store: Server['store'],
  seen: readonly LogBurstSeen[],
): Promise<ReadonlyMap<string, string>> {
  const patterns = seen
    .filter(({ rule }) => rule === repeatedError)
    .toSorted((a, b) => b.now - a.now)
    .slice(0, 20);
  const groups = await Promise.all(patterns.map(({ pattern }) => store.events.group(pattern)));
  return new Map(
    groups.flatMap((group) => (group === null ? [] : [[group.id, group.title.slice(0, 120)] as const])),
  );
}
