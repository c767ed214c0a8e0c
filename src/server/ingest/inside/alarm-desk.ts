import { createHash } from 'node:crypto';
import type { UnixMs } from '../../../model/brand.ts';
import { unixMs } from '../../../model/brand.ts';
import type { Json } from '../../../model/json.ts';
import type { Alert } from '../../../model/monitor.ts';
import type { InsideAlarm } from '../../../ingest/inside/alarms.ts';
import { insideAlarms } from '../../../ingest/inside/alarms.ts';
import { isRecord } from '../../../protocols/logs/bounded-json.ts';
import { deliveriesFor } from '../../../monitor/alerting/routing.ts';
import type { Server } from '../../server.ts';
import { releaseAlarms } from '../sentry/release-alarms.ts';
import { newFindings } from './finding-alarms.ts';
import { funnelNow } from './funnel-now.ts';
import { logAlarms } from './logs-now.ts';
import { routesNow } from './routes-now.ts';

type Parts = Pick<
  Server,
  'store' | 'outside' | 'config' | 'alerts' | 'surroundings' | 'manifest' | 'profile' | 'live'
>;

/** What is open, by id: kept, so that a restart tells nobody twice. */
type Open = Readonly<
  Record<string, { readonly sinceMs: number; readonly title: string; readonly lastMs: number }>
>;

const settingKey = 'inside alarms';
/** Told to be over after so long without it. */
const quietMs = 10 * 60_000;
/** Routes that fail or are slow, steps that lose people, leaks in logs: told once, and once when it is over (MON-5, MON-7, MON-8). */
export async function judgeInside(parts: Parts): Promise<void> {
  const now = parts.outside.clock.now();
  const open = openIn(await parts.store.settings.get(settingKey));
  const environment = 'production';
  const [routes, funnel, logs] = await Promise.all([
    routesNow(parts, environment),
    funnelNow(parts, environment),
    logAlarms(parts, environment),
  ]);
  const current = [
    ...insideAlarms({ environment, nowMs: now, routes, funnel: funnel.troubles }, new Set(Object.keys(open))),
    ...logs,
  ];
  const next: Record<string, Open[string]> = {};
  for (const alarm of current) {
    const known = open[alarm.id];
    next[alarm.id] = { sinceMs: known?.sinceMs ?? alarm.sinceMs, title: alarm.title, lastMs: now };
    if (known === undefined) await tell(parts, opened(parts, alarm, now));
  }
  for (const [id, known] of Object.entries(open)) {
    if (next[id] !== undefined) continue;
    if (now - known.lastMs < quietMs) next[id] = known;
    else await tell(parts, over(parts, { id, ...known }, now));
  }
  for (const finding of [...(await newFindings(parts)), ...(await releaseAlarms(parts))])
    await tell(parts, opened(parts, finding, now));
  if (JSON.stringify(open) !== JSON.stringify(next)) await parts.store.settings.put(settingKey, next as Json);
}

/** Written by `judgeInside` alone. */
const openIn = (value: Json | null): Open => (isRecord(value) ? (value as unknown as Open) : {});

const keyOf = (id: string, sinceMs: number, state: string): string =>
  `inside-${createHash('sha256')
    .update(`${id} ${Math.round(sinceMs)}`)
    .digest('hex')
    .slice(0, 16)}:${state}`;

function opened(parts: Parts, alarm: InsideAlarm, now: UnixMs): Alert {
  return {
    key: keyOf(alarm.id, alarm.sinceMs, 'opened'),
    kind: 'error-group',
    severity: alarm.severity,
    title: alarm.title,
    since: unixMs(Math.min(alarm.sinceMs, now)),
    at: now,
    cause: null,
    lastChange: lastChange(parts, alarm.sinceMs),
    firstStep: alarm.firstStep,
    url: `${parts.config.publicUrl}${alarm.path}`,
    facts: alarm.facts,
  };
}

const over = (
  { config }: Parts,
  alarm: { readonly id: string; readonly sinceMs: number; readonly title: string },
  now: UnixMs,
): Alert => ({
  key: keyOf(alarm.id, alarm.sinceMs, 'resolved'),
  kind: 'resolved',
  severity: 'info',
  title: `Over: ${alarm.title}`,
  since: unixMs(Math.min(alarm.sinceMs, now)),
  at: now,
  cause: null,
  lastChange: null,
  firstStep: '',
  url: `${config.publicUrl}/performance`,
  facts: [],
});

const hourMs = 3_600_000;

function lastChange({ surroundings }: Parts, sinceMs: number): string | null {
  const deploy = surroundings
    .deploys()
    .find(({ at }) => at <= sinceMs + 10 * 60_000 && at >= sinceMs - hourMs);
  return deploy === undefined
    ? null
    : `deploy ${deploy.version}${deploy.by === null ? '' : ` by ${deploy.by}`}`;
}

async function tell({ store, alerts, live }: Parts, alert: Alert): Promise<void> {
  const context = { routes: alerts.routes(), now: alert.at, owner: null, level: 0, told: [] };
  for (const entry of deliveriesFor(alert, context)) await store.outbox.enqueue(entry);
  live.publish({ kind: 'changed', at: alert.at, what: 'settings' });
}
