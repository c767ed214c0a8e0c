import { unixMs } from '../../../model/brand.ts';
import type { UnixMs } from '../../../model/brand.ts';
import type { Alert } from '../../../model/monitor.ts';
import type { EventGroup } from '../../../model/store.ts';
import { errorAlert, isFrequent, isWorthTelling } from '../../../ingest/errors/alerts.ts';
import type { FrequencyFigures } from '../../../ingest/errors/alerts.ts';
import { detailOf, errorKind, releaseOfBirth } from '../../../ingest/errors/group.ts';
import { suspectsOf, suspectText } from '../../../ingest/errors/suspects.ts';
import { grainMs, seriesName } from '../../../ingest/inside/series-name.ts';
import { deliveriesFor } from '../../../monitor/alerting/routing.ts';
import type { Server } from '../../server.ts';
import type { ErrorNotice } from './error-desk.ts';

type Parts = Pick<Server, 'store' | 'outside' | 'config' | 'alerts' | 'surroundings'>;

/** New groups told one by one in ten minutes; further ones are told together. */
const toldOneByOne = 5;
const windowMs = 600_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A deploy this long before is what changed last. */
const deployMs = 3_600_000;

/** Tells the people on duty what is new about errors; the same thing once, whichever replica sees it. */
export function createErrorAlerts(parts: Parts): (notices: readonly ErrorNotice[]) => Promise<void> {
  let window = 0;
  let told = 0;
  let held: EventGroup[] = [];
  return async (notices) => {
    const now = parts.outside.clock.now();
    const current = Math.floor(now / windowMs);
    if (current !== window) [window, told, held] = [current, 0, []];
    for (const { group, news } of notices) {
      const isLoud = news === 'payment' || isWorthTelling(group);
      if (!isLoud) continue;
      told += 1;
      const turn = news === 'new' || news === 'payment' ? '' : String(Math.floor(now / windowMs));
      if (news === 'payment' || told <= toldOneByOne)
        await send(
          parts,
          await withSuspect(
            parts,
            group,
            errorAlert(group, news, { ...words(parts, now), turn, rate: null }),
          ),
        );
      else held.push(group);
    }
    if (held.length > 0) await send(parts, manyAlert(parts, held, current));
  };
}

/** The commit a new error came with, where the place it was thrown at says so. */
async function withSuspect({ store }: Parts, group: EventGroup, alert: Alert): Promise<Alert> {
  const release = group.status === 'new' ? releaseOfBirth(group) : null;
  const commits = release === null ? [] : ((await store.ingest.release(release))?.commits ?? []);
  const [suspect] = suspectsOf([group.culprit.split(' in ')[0] ?? ''], commits);
  if (suspect === undefined) return alert;
  const named = `release ${release}: ${suspectText(suspect)}`;
  return { ...alert, facts: alert.facts.with(-1, named) };
}

const words = (parts: Parts, now: UnixMs) => {
  const deploy = parts.surroundings.deploys().find(({ at }) => now - at < deployMs);
  return {
    now,
    publicUrl: parts.config.publicUrl,
    lastChange: deploy === undefined ? null : `deploy ${deploy.version}`,
  };
};

async function send(parts: Parts, alert: Alert): Promise<void> {
  const context = { routes: parts.alerts.routes(), now: alert.at, owner: null, level: 0, told: [] };
  for (const entry of deliveriesFor(alert, context)) await parts.store.outbox.enqueue(entry);
}

function manyAlert(parts: Parts, groups: readonly EventGroup[], window: number): Alert {
  const now = parts.outside.clock.now();
  const first = groups[0];
  return {
    key: `errors-${first === undefined ? '' : detailOf(first).project}:many-${window}`,
    kind: 'error-group',
    severity: 'critical',
    title: `Many new errors at once: ${toldOneByOne} were told, ${groups.length} or more follow`,
    since: first?.firstSeen ?? now,
    at: now,
    cause: null,
    lastChange: words(parts, now).lastChange,
    firstStep: 'look at what changed last; errors that begin together have one reason',
    url: `${parts.config.publicUrl}/errors`,
    facts: groups.slice(0, 3).map(({ title }) => title),
  };
}

/** Groups that come far more often than on the day before; told once in six hours. */
export async function tellFrequentErrors(parts: Parts): Promise<void> {
  const now = parts.outside.clock.now();
  const groups = await parts.store.events.groups({
    kind: errorKind,
    status: ['new', 'open', 'regressed'],
    lastSeenFrom: unixMs(now - 5 * minuteMs),
    order: 'lastSeen',
    limit: 200,
  });
  for (const group of groups.filter(isWorthTelling)) {
    const figures = await frequencyOf(parts, group, now);
    if (!isFrequent(figures)) continue;
    const rate = `${figures.recent} times in 5 minutes, usually ${Math.round(figures.usual)}`;
    const turn = String(Math.floor(now / (6 * 3_600_000)));
    await send(parts, errorAlert(group, 'frequent', { ...words(parts, now), turn, rate }));
  }
}

async function frequencyOf({ store }: Parts, group: EventGroup, now: UnixMs): Promise<FrequencyFigures> {
  const environment = group.environment ?? 'production';
  const sum = async (grain: 'minute' | 'hour', from: number, to: number): Promise<number> => {
    const series = seriesName(grain, { kind: 'error', environment, parts: [group.id] });
    const points = await store.events.series({
      prefix: series,
      from: unixMs(Math.floor(from / grainMs[grain]) * grainMs[grain]),
      to: unixMs(to),
      limit: 1_000,
    });
    return points.reduce((total, { count }) => total + count, 0);
  };
  const recent = await sum('minute', now - 5 * minuteMs, now + minuteMs);
  // The hour under way would count the flood as usual.
  const hour = Math.floor(now / 3_600_000) * 3_600_000;
  const before = await sum('hour', hour - dayMs, hour);
  const knownHours = Math.min(24, Math.max(1, (hour - group.firstSeen) / 3_600_000));
  return { recent, usual: before / (knownHours * 12), ageMs: now - group.firstSeen };
}
