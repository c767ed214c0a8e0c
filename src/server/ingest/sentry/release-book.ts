import { unixMs } from '../../../model/brand.ts';
import type { Outside } from '../../../model/outside.ts';
import type { EventGroup, Store } from '../../../model/store.ts';
import { grownRelease, releaseHealth, releaseId, releaseKind } from '../../../ingest/errors/release.ts';
import type { ReleaseGrowth, ReleaseHealth } from '../../../ingest/errors/release.ts';
import type { VisitsTold } from '../../../ingest/errors/visits.ts';
import { createSeenBook } from './seen.ts';

/** Visits of people by release: how many, how many crashed, and for how many of those who came (MON-6). */
export interface ReleaseBook {
  /** What of it was not told before: a client tells of a visit again and again. */
  readonly take: (project: string, told: VisitsTold) => Pick<VisitsTold, 'visits' | 'crashed'>;
  /** Rejects with a `StoreError`, and keeps everything. */
  readonly flush: () => Promise<void>;
}

interface Growing extends ReleaseGrowth {
  visits: number;
  crashed: number;
  readonly people: Set<string>;
  readonly crashedPeople: Set<string>;
  last: number;
}

/** Releases that wait to be written, new ones in an hour, and people of one of them: a stranger with the key invents many. */
const limits = { waiting: 500, newPerHour: 100, people: 10_000 } as const;
const hourMs = 3_600_000;

interface Parts {
  readonly store: Pick<Store, 'events'>;
  readonly outside: Pick<Outside, 'clock'>;
}

export function createReleaseBook(parts: Parts): ReleaseBook {
  const seen = createSeenBook();
  const known = new Set<string>();
  let waiting = new Map<string, Growing>();
  let [hour, begun] = [0, 0];
  const isAllowed = (id: string, now: number): boolean => {
    if (known.has(id)) return true;
    const current = Math.floor(now / hourMs);
    if (current !== hour) [hour, begun] = [current, 0];
    begun += 1;
    if (begun > limits.newPerHour) return false;
    if (known.size >= 10 * limits.waiting) known.clear();
    known.add(id);
    return true;
  };
  const isNew = (key: string | null): boolean => {
    if (key === null || seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  return {
    take: (project, told) => {
      const { once } = told;
      const visits = once === null || isNew(once.began && `${project} ${once.began}`) ? told.visits : 0;
      const crashed = once === null || isNew(once.crashed && `${project} ${once.crashed}`) ? told.crashed : 0;
      const now = parts.outside.clock.now();
      if (told.release !== '' && visits + crashed > 0)
        grow(waiting, { ...told, project, visits, crashed }, now);
      return { visits, crashed };
    },
    flush: async () => {
      const now = parts.outside.clock.now();
      const taken = [...waiting].filter(([id]) => isAllowed(id, now));
      waiting = new Map();
      if (taken.length === 0) return;
      const byId = new Map(taken);
      const change = (id: string, before: EventGroup | null): EventGroup | null => {
        const growth = byId.get(id);
        return growth === undefined ? null : grownRelease(before, growth);
      };
      await parts.store.events.changeGroups([...byId.keys()], change).catch((cause: unknown) => {
        for (const [id, growth] of taken) waiting.set(id, joined(growth, waiting.get(id)));
        throw cause;
      });
    },
  };
}

type Told = Pick<VisitsTold, 'environment' | 'release' | 'visits' | 'crashed' | 'people' | 'crashedPeople'>;

function grow(waiting: Map<string, Growing>, told: Told & { readonly project: string }, now: number): void {
  const { project, environment, release } = told;
  const id = releaseId({ project, environment, release });
  const fresh = { visits: 0, crashed: 0, people: new Set<string>(), crashedPeople: new Set<string>() };
  const growing = waiting.get(id) ?? { project, environment, release, ...fresh, first: now, last: now };
  if (!waiting.has(id) && waiting.size >= limits.waiting) return;
  waiting.set(id, growing);
  growing.visits += told.visits;
  growing.crashed += told.crashed;
  growing.last = now;
  for (const person of told.people) if (growing.people.size < limits.people) growing.people.add(person);
  for (const person of told.crashedPeople)
    if (growing.crashedPeople.size < limits.people) growing.crashedPeople.add(person);
}

const joined = (one: Growing, other: Growing | undefined): Growing =>
  other === undefined
    ? one
    : {
        ...one,
        visits: one.visits + other.visits,
        crashed: one.crashed + other.crashed,
        people: one.people.union(other.people),
        crashedPeople: one.crashedPeople.union(other.crashedPeople),
        last: other.last,
      };

/** The most used ones of a month: releases a stranger invents have few visits, and hide none of ours. */
const compared = { releases: 200, monthMs: 30 * 24 * hourMs } as const;

/** The newest releases with how well their visits end, newest first. */
export async function releasesNow({ store, outside }: Parts): Promise<readonly ReleaseHealth[]> {
  const lastSeenFrom = unixMs(outside.clock.now() - compared.monthMs);
  const query = { kind: releaseKind, order: 'count', lastSeenFrom, limit: compared.releases } as const;
  return releaseHealth(await store.events.groups(query));
}
