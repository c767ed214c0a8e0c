import { unixMs } from '../../model/brand.ts';
import type { EventGroup } from '../../model/store.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import { trafficBy, lastPart } from '../../ingest/inside/traffic.ts';
import type { LogPatternRow, LogProblemRow, LogsView } from '../contract-inside.ts';
import { plural } from '../../model/words.ts';
import { isHighFrom, requestIdRule } from '../../protocols/logs/signs.ts';
import { logDetailOf, type LogDetail } from '../ingest/inside/log-groups.ts';
import { readSeries, type ReadPoint } from '../ingest/inside/read-series.ts';
import type { Server } from '../server.ts';
import { environmentsOf } from './environments.ts';
import { lastProductionDeploy } from './error-rows.ts';

const dayMs = 24 * 3_600_000;
const shown = { groups: 200, problems: 60, patterns: 40, samples: 3 } as const;
const weekMs = 7 * dayMs;

/** MON-8: what the logs of the last week say, without what they should not have said. */
export async function logsView(server: Server, asked: string | null): Promise<LogsView> {
  const { store, outside } = server;
  const known = await environmentsOf(server, ['log'], asked);
  const now = outside.clock.now();
  const query = { limit: shown.groups, lastSeenFrom: unixMs(now - weekMs) };
  const lastDay = { grain: 'hour', environment: known.environment, from: now - dayMs, to: now + 1 } as const;
  const [lines, ids, signs, problems, patterns] = await Promise.all([
    readSeries(store, { ...lastDay, kind: 'log' }),
    readSeries(store, { ...lastDay, kind: 'log-id' }),
    readSeries(store, { ...lastDay, kind: 'log-sign' }),
    store.events.groups({ ...query, kind: 'log-problem' }),
    store.events.groups({ ...query, kind: 'log-pattern', order: 'count' }),
  ]);
  const levels = trafficBy(lines, lastPart);
  const isHere = ({ environment }: EventGroup): boolean => environment === known.environment;
  return {
    ...known,
    isSilent: known.environments.length === 0,
    levels: {
      error: levels.get('error')?.count ?? 0,
      warning: levels.get('warning')?.count ?? 0,
      other: levels.get('other')?.count ?? 0,
    },
    problems: [
      ...problems
        .filter(isHere)
        .slice(0, shown.problems)
        .map((group) => problemRow(group, signs)),
      ...withoutIds(ids),
    ],
    patterns: await Promise.all(
      patterns
        .filter(isHere)
        .slice(0, shown.patterns)
        .map((group) => patternRow(server, group)),
    ),
  };
}

const fewestLines = 20;
/** A line in ten without one belongs to no request: starts, timers. */
const mostWithout = 0.1;

/** Services whose lines cannot be put together by request, by the lines of the last day. */
const withoutIds = (points: readonly ReadPoint[]): readonly LogProblemRow[] =>
  [...trafficBy(points, lastPart).values()]
    .filter(({ count, errors }) => count >= fewestLines && errors / count > mostWithout)
    .map(({ name, count, errors }) => ({
      id: `log-id ${name}`,
      rule: 'logs/request-id',
      severity: 'medium',
      text: `${errors.toLocaleString('en')} of ${plural(count, 'line')} carry neither trace nor request id`,
      place: name,
      fix: requestIdRule,
      count: errors,
      ...seenIn(points.filter(({ key, errors: without }) => lastPart(key) === name && without > 0)),
    }));

const seenIn = (points: readonly ReadPoint[]): Pick<LogProblemRow, 'firstSeen' | 'lastSeen'> => {
  const times = points.map(({ from }) => from);
  return { firstSeen: unixMs(Math.min(...times)), lastSeen: unixMs(Math.max(...times)) };
};

/** Many in a day weigh more than one, as in files. */
function weighed({ rule, service, severity }: LogDetail, signs: readonly ReadPoint[]): string {
  const lines = signs
    .filter(({ key: { parts } }) => parts[0] === rule && parts[1] === service)
    .reduce((sum, { count }) => sum + count, 0);
  return rule !== null && lines >= isHighFrom(rule) ? 'high' : (severity ?? 'medium');
}

function problemRow(group: EventGroup, signs: readonly ReadPoint[]): LogProblemRow {
  const detail = logDetailOf(group);
  const { rule, text, fix } = detail;
  return {
    id: group.id,
    rule: rule ?? '',
    severity: weighed(detail, signs),
    text: text ?? group.title,
    place: group.culprit,
    fix: fix ?? '',
    count: group.count,
    firstSeen: group.firstSeen,
    lastSeen: group.lastSeen,
  };
}

async function patternRow({ store, surroundings }: Server, group: EventGroup): Promise<LogPatternRow> {
  const samples = await store.events.samplesOf(group.id, shown.samples);
  const deploy = lastProductionDeploy(surroundings.deploys());
  return {
    id: group.id,
    template: group.title,
    level: logDetailOf(group).level,
    place: group.culprit,
    count: group.count,
    firstSeen: group.firstSeen,
    lastSeen: group.lastSeen,
    isNewSinceDeploy: deploy !== null && group.firstSeen >= deploy.at,
    samples: samples.map(({ at, body }) => ({
      at,
      message: isRecord(body) && typeof body['message'] === 'string' ? body['message'] : '',
      trace: isRecord(body) && typeof body['traceId'] === 'string' ? body['traceId'] : null,
    })),
  };
}
