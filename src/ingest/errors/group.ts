import { unixMs, type UnixMs } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import type { EventGroup } from '../../model/store.ts';
import { mergeDistinct, noneDistinct } from '../../protocols/sketch/distinct.ts';
import type { Fingerprint } from '../fingerprint.ts';
import type { ErrorLevel } from './event.ts';

export const errorKind = 'error';

/** How often, from when to when. */
export interface Tallied {
  readonly name: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** What a group of errors knows beside its row; bounded lists, most frequent first. */
export interface ErrorDetail {
  readonly project: string;
  readonly by: Fingerprint['by'];
  readonly level: ErrorLevel;
  readonly isHandled: boolean;
  /** `Distinct` of who met it. */
  readonly users: string;
  readonly routes: readonly Tallied[];
  readonly releases: readonly Tallied[];
  readonly environments: readonly Tallied[];
  readonly resolvedAt: number | null;
  /** The newest release when it was resolved: the same one failing on is no regression. */
  readonly resolvedIn: string | null;
  readonly regressedAt: number | null;
  /** It is shown again when it has come so often. */
  readonly ignoredUntilCount: number | null;
}

/** What came in since the last write. */
export interface Growth {
  readonly id: string;
  readonly title: string;
  readonly culprit: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  readonly detail: Pick<
    ErrorDetail,
    'project' | 'by' | 'level' | 'isHandled' | 'users' | 'routes' | 'releases' | 'environments'
  >;
}

const maxListed = 20;

/** Only `grown` and `turned` write details of groups of errors. */
export const detailOf = (group: Pick<EventGroup, 'detail'>): ErrorDetail =>
  group.detail as unknown as ErrorDetail;
const asJson = (detail: ErrorDetail): Json => detail as unknown as Json;

/** The group after these events. Pure; a group that was resolved comes back, one ignored until now is shown again. */
export function grown(before: EventGroup | null, growth: Growth, now: UnixMs): EventGroup {
  const known = before === null ? null : detailOf(before);
  const detail: ErrorDetail = {
    ...growth.detail,
    level: worse(known?.level ?? growth.detail.level, growth.detail.level),
    isHandled: (known?.isHandled ?? true) && growth.detail.isHandled,
    users: mergeDistinct(known?.users ?? noneDistinct, growth.detail.users),
    routes: mergeTallied(known?.routes ?? [], growth.detail.routes),
    releases: mergeTallied(known?.releases ?? [], growth.detail.releases),
    environments: mergeTallied(known?.environments ?? [], growth.detail.environments),
    resolvedAt: known?.resolvedAt ?? null,
    resolvedIn: known?.resolvedIn ?? null,
    regressedAt: known?.regressedAt ?? null,
    ignoredUntilCount: known?.ignoredUntilCount ?? null,
  };
  const group: EventGroup = {
    id: growth.id,
    kind: errorKind,
    title: before?.title ?? growth.title,
    culprit: before?.culprit ?? growth.culprit,
    status: before?.status ?? 'new',
    firstSeen: unixMs(Math.min(before?.firstSeen ?? growth.first, growth.first)),
    lastSeen: unixMs(Math.max(before?.lastSeen ?? growth.last, growth.last)),
    count: (before?.count ?? 0) + growth.count,
    release: newestOf(detail.releases),
    environment: detail.environments[0]?.name ?? null,
    assignee: before?.assignee ?? null,
    ignoredUntil: before?.ignoredUntil ?? null,
    detail: asJson(detail),
  };
  return withTerms(awakened(group, growth, now));
}

function awakened(group: EventGroup, growth: Growth, now: UnixMs): EventGroup {
  const detail = detailOf(group);
  if (group.status === 'resolved' && isRegression(detail, growth))
    return {
      ...group,
      status: 'regressed',
      detail: asJson({ ...detail, regressedAt: growth.last, resolvedAt: null, resolvedIn: null }),
    };
  if (group.status !== 'ignored') return group;
  const isTime = group.ignoredUntil !== null && now >= group.ignoredUntil;
  const isOften = detail.ignoredUntilCount !== null && group.count >= detail.ignoredUntilCount;
  if (!isTime && !isOften) return group;
  return {
    ...group,
    status: 'open',
    ignoredUntil: null,
    detail: asJson({ ...detail, ignoredUntilCount: null }),
  };
}

/** Another release than the one it was resolved in; without releases, later than that. */
function isRegression({ resolvedAt, resolvedIn }: ErrorDetail, growth: Growth): boolean {
  if (resolvedAt === null || growth.last < resolvedAt) return false;
  const { releases } = growth.detail;
  return resolvedIn === null || releases.length === 0 || releases.some(({ name }) => name !== resolvedIn);
}

/** What a person decided about a group. */
export type GroupTurn =
  | { readonly to: 'resolved' }
  | { readonly to: 'open' }
  | { readonly to: 'ignored'; readonly until: UnixMs | null; readonly moreEvents: number | null }
  | { readonly to: 'assigned'; readonly assignee: string | null };

export function turned(group: EventGroup, turn: GroupTurn, now: UnixMs): EventGroup {
  const plain = { ...detailOf(group), resolvedAt: null, resolvedIn: null, ignoredUntilCount: null };
  switch (turn.to) {
    case 'resolved':
      return withTerms({
        ...group,
        status: 'resolved',
        ignoredUntil: null,
        detail: asJson({ ...plain, resolvedAt: now, resolvedIn: group.release }),
      });
    case 'open':
      return withTerms({ ...group, status: 'open', ignoredUntil: null, detail: asJson(plain) });
    case 'ignored':
      return withTerms({
        ...group,
        status: 'ignored',
        ignoredUntil: turn.until,
        detail: asJson({
          ...plain,
          ignoredUntilCount: turn.moreEvents === null ? null : group.count + turn.moreEvents,
        }),
      });
    case 'assigned':
      return withTerms({
        ...group,
        assignee: turn.assignee,
        status: group.status === 'new' ? 'open' : group.status,
      });
  }
}

/** Words a group is found by: `release:1.4.2 env:production level:fatal route:/cart assigned:ann is:unhandled`. */
function withTerms(group: EventGroup): EventGroup {
  const { project, level, isHandled, routes, releases, environments } = detailOf(group);
  const named = (name: string, list: readonly Tallied[]): readonly string[] =>
    list.map((each) => `${name}:${each.name}`);
  return {
    ...group,
    terms: [
      `project:${project}`,
      `level:${level}`,
      `is:${isHandled ? 'handled' : 'unhandled'}`,
      group.assignee === null ? 'is:unassigned' : `assigned:${group.assignee}`,
      ...named('env', environments),
      ...named('release', releases),
      ...named('route', routes),
    ],
  };
}

const severity: Readonly<Record<ErrorLevel, number>> = { fatal: 4, error: 3, warning: 2, info: 1, debug: 0 };
const worse = (a: ErrorLevel, b: ErrorLevel): ErrorLevel => (severity[a] >= severity[b] ? a : b);

/** The release that was seen first the latest is the newest, whatever its name. */
const newestOf = (releases: readonly Tallied[]): string | null =>
  releases.toSorted((a, b) => b.first - a.first)[0]?.name ?? null;

/** The release an error came with; null where it is not known or no longer listed. */
export function releaseOfBirth(group: Pick<EventGroup, 'detail' | 'firstSeen'>): string | null {
  const first = detailOf(group).releases.toSorted((a, b) => a.first - b.first)[0];
  return first === undefined || first.first > group.firstSeen ? null : first.name;
}

export function mergeTallied(a: readonly Tallied[], b: readonly Tallied[]): readonly Tallied[] {
  const merged = new Map<string, Tallied>();
  for (const each of [...a, ...b]) {
    const known = merged.get(each.name);
    merged.set(
      each.name,
      known === undefined
        ? each
        : {
            name: each.name,
            count: known.count + each.count,
            first: Math.min(known.first, each.first),
            last: Math.max(known.last, each.last),
          },
    );
  }
  // The newest stay whatever their number: a release that has just gone out has few errors yet.
  return [...merged.values()]
    .toSorted((one, other) => other.last - one.last || other.count - one.count)
    .slice(0, maxListed)
    .toSorted((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}
