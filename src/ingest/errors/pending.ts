import type { Json } from '../../model/json.ts';
import { distinctOf, mergeDistinct } from '../../protocols/sketch/distinct.ts';
import type { ErrorEvent } from './event.ts';
import { mergeTallied, type Growth, type Tallied } from './group.ts';

export const pendingLimits = {
  groups: 2_000,
  /** Of one group between two writes: a flood of one error needs no thousand examples. */
  samplesPerGroup: 3,
  /** Scrubbing and packing a sample costs as much as counting ten events: beyond this, one of each group; then none. */
  freeSamples: 10,
  samples: 20,
  /** Of groups without a sample so far. */
  firstSamples: 300,
  rememberedGroups: 10_000,
  /** Bytes as they arrived, of all samples that wait; of attachments how they begin. */
  sampleBytes: 8 * 1024 * 1024,
  users: 1_000,
  names: 50,
} as const;

/** An event as it came. */
export interface RawEvent {
  readonly event: ErrorEvent;
  /** Its value is read only if it is kept. */
  readonly item: { readonly value: Json | null };
  readonly attachments: readonly RawAttachment[];
  readonly bytes: number;
}
/** One that is kept, to be scrubbed before it is stored. */
export interface RawSample extends Omit<RawEvent, 'item'> {
  readonly value: Json;
}
export interface RawAttachment {
  readonly name: string;
  readonly type: string;
  /** Bytes of the whole. */
  readonly size: number;
  /** How it begins, apart from the body it came in. */
  readonly head: Uint8Array;
}
export const attachmentLimits = { perEvent: 10, headBytes: 64 * 1024 } as const;

export interface Batch {
  readonly growths: readonly Growth[];
  readonly samples: readonly RawSample[];
}

interface Waiting {
  readonly first: ErrorEvent;
  count: number;
  from: number;
  to: number;
  isHandled: boolean;
  level: ErrorEvent['level'];
  samples: number;
  readonly users: Set<string>;
  readonly routes: Map<string, Tallied>;
  readonly releases: Map<string, Tallied>;
  readonly environments: Map<string, Tallied>;
}

/** Events between two writes: counted by group, a few kept whole. Bounded in groups, names and bytes. */
export class PendingErrors {
  #groups = new Map<string, Waiting>();
  #samples: RawSample[] = [];
  #bytes = 0;
  /** Groups that have a sample: an error that comes once is never without. */
  readonly #sampled = new Set<string>();

  /** False: there is no room for a further group; the sender is to come again. */
  add(raw: RawEvent): boolean {
    const { event } = raw;
    const waiting = this.#waitingFor(event);
    if (waiting === null) return false;
    waiting.count += 1;
    waiting.from = Math.min(waiting.from, event.at);
    waiting.to = Math.max(waiting.to, event.at);
    waiting.isHandled &&= event.isHandled;
    if (event.level === 'fatal') waiting.level = 'fatal';
    if (event.user !== null && waiting.users.size < pendingLimits.users) waiting.users.add(event.user);
    tally(waiting.routes, event.route, event.at);
    tally(waiting.releases, event.release, event.at);
    tally(waiting.environments, event.environment, event.at);
    this.#keep(waiting, raw);
    return true;
  }

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  take(): Batch {
    const batch = { growths: [...this.#groups.values()].map(growthOf), samples: this.#samples };
    this.#groups = new Map();
    this.#samples = [];
    this.#bytes = 0;
    return batch;
  }

  #waitingFor(event: ErrorEvent): Waiting | null {
    const known = this.#groups.get(event.group);
    if (known !== undefined) return known;
    if (this.#groups.size >= pendingLimits.groups) return null;
    const made: Waiting = {
      first: event,
      count: 0,
      from: event.at,
      to: event.at,
      isHandled: true,
      level: event.level,
      samples: 0,
      users: new Set(),
      routes: new Map(),
      releases: new Map(),
      environments: new Map(),
    };
    this.#groups.set(event.group, made);
    return made;
  }

  #keep(waiting: Waiting, raw: RawEvent): void {
    const kept = this.#samples.length;
    const most = kept < pendingLimits.freeSamples ? pendingLimits.samplesPerGroup : 1;
    const isFirst = !this.#sampled.has(waiting.first.group);
    const isEnough =
      waiting.samples >= most ||
      kept >= (isFirst ? pendingLimits.firstSamples : pendingLimits.samples) ||
      this.#bytes + raw.bytes > pendingLimits.sampleBytes;
    if (isEnough) return;
    if (this.#sampled.size >= pendingLimits.rememberedGroups) this.#sampled.clear();
    this.#sampled.add(waiting.first.group);
    waiting.samples += 1;
    this.#bytes += raw.bytes;
    const { event, item, attachments, bytes } = raw;
    this.#samples.push({ event, value: item.value, attachments, bytes });
  }
}

/** Growths of the same group as one: what was not written and what came meanwhile. */
export function mergeGrowths(growths: readonly Growth[]): readonly Growth[] {
  const merged = new Map<string, Growth>();
  for (const growth of growths) {
    const known = merged.get(growth.id);
    merged.set(growth.id, known === undefined ? growth : joined(known, growth));
  }
  return [...merged.values()];
}

const joined = (a: Growth, b: Growth): Growth => ({
  ...a,
  count: a.count + b.count,
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
  detail: {
    ...a.detail,
    level: b.detail.level === 'fatal' ? 'fatal' : a.detail.level,
    isHandled: a.detail.isHandled && b.detail.isHandled,
    users: mergeDistinct(a.detail.users, b.detail.users),
    routes: mergeTallied(a.detail.routes, b.detail.routes),
    releases: mergeTallied(a.detail.releases, b.detail.releases),
    environments: mergeTallied(a.detail.environments, b.detail.environments),
  },
});

function tally(names: Map<string, Tallied>, name: string | null, at: number): void {
  if (name === null) return;
  const known = names.get(name);
  if (known === undefined && names.size >= pendingLimits.names) return;
  names.set(name, {
    name,
    count: (known?.count ?? 0) + 1,
    first: Math.min(known?.first ?? at, at),
    last: Math.max(known?.last ?? at, at),
  });
}

const growthOf = (waiting: Waiting): Growth => ({
  id: waiting.first.group,
  title: waiting.first.title,
  culprit: waiting.first.culprit,
  count: waiting.count,
  first: waiting.from,
  last: waiting.to,
  detail: {
    project: waiting.first.project,
    by: waiting.first.by,
    level: waiting.level,
    isHandled: waiting.isHandled,
    users: distinctOf(waiting.users),
    routes: [...waiting.routes.values()],
    releases: [...waiting.releases.values()],
    environments: [...waiting.environments.values()],
  },
});
