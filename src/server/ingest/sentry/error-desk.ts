import { unixMs } from '../../../model/brand.ts';
import type { UnixMs } from '../../../model/brand.ts';
import type { Outside } from '../../../model/outside.ts';
import type { EventGroup, SeriesPoint, Store } from '../../../model/store.ts';
import { newsOf } from '../../../ingest/errors/alerts.ts';
import type { ErrorNews } from '../../../ingest/errors/alerts.ts';
import { grown } from '../../../ingest/errors/group.ts';
import type { Growth } from '../../../ingest/errors/group.ts';
import { mergeGrowths, PendingErrors } from '../../../ingest/errors/pending.ts';
import type { Batch, RawEvent, RawSample } from '../../../ingest/errors/pending.ts';
import { storedSample } from '../../../ingest/errors/sample.ts';
import { grainMs, grains, seriesName } from '../../../ingest/inside/series-name.ts';
import { scrubText } from '../../../protocols/logs/scrub.ts';

/** Takes errors at the speed they come, writes them together, and tells what is new about them. */
export interface ErrorDesk {
  /** False: no room until the next write; the sender is to come again. */
  readonly take: (raw: RawEvent) => boolean;
  /** Writes what waits; twice at once is once. Rejects when the store does; nothing is lost then. */
  readonly flush: () => Promise<void>;
}

export interface ErrorNotice {
  readonly group: EventGroup;
  readonly news: ErrorNews;
}

export interface ErrorDeskParts {
  readonly store: Pick<Store, 'events'>;
  readonly outside: Pick<Outside, 'clock'>;
  readonly tell: (notices: readonly ErrorNotice[]) => Promise<void>;
  /** After something was written. */
  readonly changed: () => void;
}

/** New groups of a project in an hour; what comes beyond is counted in one group, so that no sender fills the store. */
const newGroupsPerHour = 500;
const hourMs = 3_600_000;

export function createErrorDesk(parts: ErrorDeskParts): ErrorDesk {
  const pending = new PendingErrors();
  const budget = createBudget();
  let waiting: Batch = { growths: [], samples: [] };
  let writing: Promise<void> | null = null;
  const writeAll = async (): Promise<void> => {
    const taken = pending.take();
    const batch = {
      growths: mergeGrowths([...waiting.growths, ...taken.growths]),
      samples: withinBytes([...waiting.samples, ...taken.samples]),
    };
    // Kept until it is written: an error of the store loses nothing.
    waiting = batch;
    await write(parts, batch, budget);
    waiting = { growths: [], samples: [] };
    parts.changed();
  };
  return {
    // While the store refuses, only so many groups are taken in.
    take: (raw) => waiting.growths.length < maxUnwritten && pending.add(raw),
    flush: () => {
      if (pending.isEmpty && waiting.growths.length === 0) return Promise.resolve();
      writing ??= writeAll().finally(() => {
        writing = null;
      });
      return writing;
    },
  };
}

const maxUnwritten = 5_000;
const maxUnwrittenBytes = 16 * 1024 * 1024;

/** While the store refuses, what is beyond this is counted and not kept as an example. */
function withinBytes(samples: readonly RawSample[]): readonly RawSample[] {
  let bytes = 0;
  return samples.filter((sample) => {
    bytes += sample.bytes;
    return bytes <= maxUnwrittenBytes;
  });
}

type Budget = (project: string, now: UnixMs) => boolean;

/** True while the project may have a further group this hour; that one is then counted. */
function createBudget(): Budget {
  let hour = 0;
  let spent = new Map<string, number>();
  return (project, now) => {
    const current = Math.floor(now / hourMs);
    if (current !== hour) spent = new Map();
    hour = current;
    const before = spent.get(project) ?? 0;
    if (before >= newGroupsPerHour) return false;
    spent.set(project, before + 1);
    return true;
  };
}

async function write(parts: ErrorDeskParts, { growths, samples }: Batch, budget: Budget): Promise<void> {
  const { events } = parts.store;
  const now = parts.outside.clock.now();
  const known = new Map<string, EventGroup['status'] | null>();
  const written = await merge(parts, growths, { known, budget, now });
  const groups = new Set(written.map(({ id }) => id));
  const kept = samples.filter(({ event }) => groups.has(event.group));
  await events.append(kept.map(storedSample));
  await events.addSeries(growths.flatMap(pointsOf));
  const notices = written.flatMap((group): readonly ErrorNotice[] => {
    const news = newsOf(known.get(group.id) ?? null, group);
    return news === null ? [] : [{ group, news }];
  });
  await parts.tell(notices);
}

interface Merging {
  /** Filled with what each group was before. */
  readonly known: Map<string, EventGroup['status'] | null>;
  readonly budget: Budget;
  readonly now: UnixMs;
}

async function merge(
  { store }: ErrorDeskParts,
  growths: readonly Growth[],
  { known, budget, now }: Merging,
): Promise<readonly EventGroup[]> {
  const byId = new Map(growths.map((growth) => [growth.id, growth]));
  const isAllowed = new Map<string, boolean>();
  const beyond: Growth[] = [];
  const change = (id: string, before: EventGroup | null): EventGroup | null => {
    const growth = byId.get(id);
    if (growth === undefined) return null;
    known.set(id, before?.status ?? null);
    if (before !== null) return grown(before, growth, now);
    // `change` may run again: the budget is asked once.
    const mayBegin = isAllowed.get(id) ?? budget(growth.detail.project, now);
    if (!mayBegin && !isAllowed.has(id)) beyond.push(growth);
    isAllowed.set(id, mayBegin);
    return mayBegin ? grown(null, scrubbed(growth), now) : null;
  };
  const written = await store.events.changeGroups([...byId.keys()], change);
  if (beyond.length === 0) return written;
  const rest = new Map(mergeGrowths(beyond.map(asOverflow)).map((growth) => [growth.id, growth]));
  const overflow = await store.events.changeGroups([...rest.keys()], (id, before) => {
    const growth = rest.get(id);
    known.set(id, before?.status ?? null);
    return growth === undefined ? null : grown(before, growth, now);
  });
  return [...written, ...overflow];
}

const scrubbed = (growth: Growth): Growth => ({
  ...growth,
  title: scrubText(growth.title),
  culprit: scrubText(growth.culprit),
});

const asOverflow = (growth: Growth): Growth => ({
  ...growth,
  id: `${growth.detail.project}-overflow`,
  title: 'Too many different errors',
  culprit: `more than ${newGroupsPerHour} new groups in an hour: set a fingerprint in the client`,
});

function pointsOf(growth: Growth): readonly SeriesPoint[] {
  const environment = growth.detail.environments[0]?.name ?? 'production';
  const release = growth.detail.releases[0]?.name ?? '';
  const point = (
    kind: 'error' | 'failure',
    names: readonly string[],
    count: number,
  ): readonly SeriesPoint[] =>
    grains.map((grain) => ({
      series: seriesName(grain, { kind, environment, parts: names }),
      from: unixMs(Math.floor(growth.last / grainMs[grain]) * grainMs[grain]),
      count,
      errors: count,
      sum: 0,
      sketch: null,
    }));
  const isFailure = growth.detail.level === 'error' || growth.detail.level === 'fatal';
  return [
    ...point('error', [growth.id], growth.count),
    ...(isFailure
      ? growth.detail.routes.flatMap(({ name, count }) => point('failure', [release, name], count))
      : []),
  ];
}
