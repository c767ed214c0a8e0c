import { unixMs } from '../../model/brand.ts';
import type { EventGroup } from '../../model/store.ts';
import { isRecord } from '../../protocols/logs/bounded-json.ts';
import { trafficBy, lastPart } from '../../ingest/inside/traffic.ts';
import type { LogPatternRow, LogProblemRow, LogsView } from '../contract-inside.ts';
import { logDetailOf } from '../ingest/inside/log-groups.ts';
import { readSeries } from '../ingest/inside/read-series.ts';
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
  const [lines, problems, patterns] = await Promise.all([
    readSeries(store, {
      grain: 'hour',
      kind: 'log',
      environment: known.environment,
      from: now - dayMs,
      to: now + 1,
    }),
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
    problems: problems.filter(isHere).slice(0, shown.problems).map(problemRow),
    patterns: await Promise.all(
      patterns
        .filter(isHere)
        .slice(0, shown.patterns)
        .map((group) => patternRow(server, group)),
    ),
  };
}

function problemRow(group: EventGroup): LogProblemRow {
  const { rule, severity, text, fix } = logDetailOf(group);
  return {
    id: group.id,
    rule: rule ?? '',
    severity: severity ?? 'medium',
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
