import { createHash } from 'node:crypto';
import { unixMs } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import type { EventGroup } from '../../model/store.ts';
import { countDistinct, distinctOf, mergeDistinct, noneDistinct } from '../../protocols/sketch/distinct.ts';
import { chanceOfSoMany } from './crash-chance.ts';

export const releaseKind = 'release';

/** What came of one release since the last write. */
export interface ReleaseGrowth {
  readonly project: string;
  readonly environment: string;
  readonly release: string;
  readonly visits: number;
  readonly crashed: number;
  readonly people: ReadonlySet<string>;
  readonly crashedPeople: ReadonlySet<string>;
  /** Unix milliseconds. */
  readonly first: number;
  readonly last: number;
}

interface ReleaseDetail {
  readonly project: string;
  readonly visits: number;
  readonly crashed: number;
  /** `Distinct` of who came, and of whom it crashed for. */
  readonly people: string;
  readonly crashedPeople: string;
}

export const releaseId = ({
  project,
  environment,
  release,
}: Pick<ReleaseGrowth, 'project' | 'environment' | 'release'>): string =>
  `release-${createHash('sha256')
    .update(JSON.stringify([project, environment, release]))
    .digest('hex')
    .slice(0, 16)}`;

const nothing: Omit<ReleaseDetail, 'project'> = {
  visits: 0,
  crashed: 0,
  people: noneDistinct,
  crashedPeople: noneDistinct,
};
/** Only `grownRelease` writes details of releases. */
const detailOf = (group: EventGroup): ReleaseDetail => group.detail as unknown as ReleaseDetail;

/** A release after these visits. Pure; in whatever order they come the same. */
export function grownRelease(before: EventGroup | null, growth: ReleaseGrowth): EventGroup {
  const known = before === null ? nothing : detailOf(before);
  const detail: ReleaseDetail = {
    project: growth.project,
    visits: known.visits + growth.visits,
    crashed: known.crashed + growth.crashed,
    people: mergeDistinct(known.people, distinctOf(growth.people)),
    crashedPeople: mergeDistinct(known.crashedPeople, distinctOf(growth.crashedPeople)),
  };
  return {
    id: releaseId(growth),
    kind: releaseKind,
    title: growth.release,
    culprit: '',
    status: 'open',
    firstSeen: unixMs(Math.min(before?.firstSeen ?? growth.first, growth.first)),
    lastSeen: unixMs(Math.max(before?.lastSeen ?? growth.last, growth.last)),
    count: detail.visits,
    release: growth.release,
    environment: growth.environment,
    assignee: null,
    ignoredUntil: null,
    // Plain JSON by its type.
    detail: detail as unknown as Json,
  };
}

/** How well visits of one release end, beside the release before it. Shares lie in 0 to 1. */
export interface ReleaseHealth {
  readonly id: string;
  readonly project: string;
  readonly release: string;
  readonly environment: string;
  readonly firstSeen: number;
  readonly visits: number;
  readonly crashed: number;
  /** Null: no visit was told. */
  readonly crashFreeVisits: number | null;
  readonly people: number;
  /** Null: nobody was told apart. */
  readonly crashFreePeople: number | null;
  /** The release before, where enough came of both to compare them. */
  readonly against: string | null;
  readonly verdict: 'worse' | 'better' | 'alike' | 'too little known';
}

/** Of fewer visits nothing is said. */
const fewestVisits = 50;
const fewestCrashes = 3;
/** Crashes more often by half, and by one visit in 500: what is less may be true and is no reason to wake anybody. */
const matters = { ratio: 1.5, share: 0.002 } as const;
/** Chance of such a difference by luck alone; each release is looked at many times. */
const surely = 1e-4;

/** Newest first; each beside the newest before it of the same project and environment that is known well enough. */
export function releaseHealth(groups: readonly EventGroup[]): readonly ReleaseHealth[] {
  const newest = groups.toSorted((a, b) => b.firstSeen - a.firstSeen || (a.id < b.id ? -1 : 1));
  return newest.map((group, at) => {
    const detail = detailOf(group);
    const before = newest
      .slice(at + 1)
      .find(
        (other) =>
          other.environment === group.environment &&
          detailOf(other).project === detail.project &&
          detailOf(other).visits >= fewestVisits,
      );
    return healthOf(group, before ?? null);
  });
}

function healthOf(group: EventGroup, before: EventGroup | null): ReleaseHealth {
  const { project, visits, crashed, people, crashedPeople } = detailOf(group);
  const [came, lost] = [countDistinct(people), countDistinct(crashedPeople)];
  const isKnown = before !== null && visits >= fewestVisits;
  return {
    id: group.id,
    project,
    release: group.title,
    environment: group.environment ?? '',
    firstSeen: group.firstSeen,
    visits,
    crashed,
    crashFreeVisits: visits === 0 ? null : 1 - Math.min(1, crashed / visits),
    people: came,
    crashFreePeople: came === 0 ? null : 1 - Math.min(1, lost / came),
    against: isKnown ? before.title : null,
    verdict: isKnown ? compared(detailOf(group), detailOf(before)) : 'too little known',
  };
}

function compared(now: ReleaseDetail, before: ReleaseDetail): ReleaseHealth['verdict'] {
  if (isWorse(now, before)) return 'worse';
  return isWorse(before, now) ? 'better' : 'alike';
}

function isWorse(one: ReleaseDetail, other: ReleaseDetail): boolean {
  const [mine, theirs] = [one.crashed / one.visits, other.crashed / other.visits];
  return (
    one.crashed >= fewestCrashes &&
    mine >= theirs * matters.ratio &&
    mine - theirs >= matters.share &&
    chanceOfSoMany(one, other) <= surely
  );
}
