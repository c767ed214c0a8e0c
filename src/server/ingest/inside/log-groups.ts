import { unixMs } from '../../../model/brand.ts';
import type { Json } from '../../../model/json.ts';
import type { EventGroup, Store, StoredEvent } from '../../../model/store.ts';
import type { LogGroup } from '../../../ingest/inside/log-book.ts';
import type { InsideLog } from '../../../ingest/inside/log.ts';

/** Kept in `EventGroup.detail` of log groups. */
export interface LogDetail {
  readonly service: string;
  readonly level: InsideLog['level'];
  readonly rule: string | null;
  readonly severity: string | null;
  readonly text: string | null;
  readonly fix: string | null;
}

const knownAtStart = 2_000;

/** What was written by `writeLogGroups`. */
export const logDetailOf = ({ detail }: EventGroup): LogDetail => detail as unknown as LogDetail;

/** Templates of before, so that the same line is the same group after a restart. */
export async function knownPatterns(
  store: Pick<Store, 'events'>,
): Promise<readonly Pick<LogGroup, 'id' | 'title' | 'environment' | 'service'>[]> {
  const groups = await store.events.groups({ kind: 'log-pattern', limit: knownAtStart });
  return groups.map((group) => ({
    id: group.id,
    title: group.title,
    environment: group.environment ?? '',
    service: logDetailOf(group).service,
  }));
}

/** Adds what was seen to what is known; replicas may do so at once. */
export async function writeLogGroups(
  store: Pick<Store, 'events'>,
  groups: readonly LogGroup[],
): Promise<void> {
  if (groups.length === 0) return;
  const byId = new Map(groups.map((group) => [group.id, group]));
  await store.events.changeGroups([...byId.keys()], (id, before) => {
    const seen = byId.get(id);
    return seen === undefined ? null : grown(seen, before);
  });
  await store.events.append(groups.flatMap(samplesOf));
}

function grown(seen: LogGroup, before: EventGroup | null): EventGroup {
  const isBack = before?.status === 'resolved' && seen.lastMs > before.lastSeen;
  const detail: LogDetail = {
    service: seen.service,
    level: seen.level,
    rule: seen.sign?.rule ?? null,
    severity: seen.sign?.severity ?? null,
    text: seen.sign?.text ?? null,
    fix: seen.sign?.fix ?? null,
  };
  return {
    id: seen.id,
    kind: seen.kind,
    title: seen.title,
    culprit: seen.place,
    status: isBack ? 'regressed' : (before?.status ?? 'new'),
    firstSeen: unixMs(Math.min(before?.firstSeen ?? seen.firstMs, seen.firstMs)),
    lastSeen: unixMs(Math.max(before?.lastSeen ?? seen.lastMs, seen.lastMs)),
    count: (before?.count ?? 0) + seen.count,
    release: seen.release ?? before?.release ?? null,
    environment: seen.environment,
    assignee: before?.assignee ?? null,
    ignoredUntil: before?.ignoredUntil ?? null,
    // Plain JSON by its type.
    detail: detail as unknown as Json,
  };
}

const samplesOf = ({ id, samples }: LogGroup): readonly StoredEvent[] =>
  samples.map(({ atMs, level, message, attributes, traceId, origin }, number) => ({
    id: `${id} ${Math.round(atMs)} ${number}`,
    group: id,
    kind: 'log',
    at: unixMs(Math.round(atMs)),
    body: { level, message, attributes, traceId, service: origin.service, release: origin.release },
  }));
