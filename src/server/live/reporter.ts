import type { Clock } from '../../model/outside.ts';
import type { Incident } from '../../model/monitor.ts';
import type { Store } from '../../model/store.ts';
import type { LiveEvent } from '../contract-settings.ts';
import { stateOf } from '../views/state.ts';
import type { MonitorBook } from '../views/monitor-book.ts';
import type { WatchDoor } from '../watch/watch-door.ts';
import type { LiveHub } from './hub.ts';

export interface ReporterParts {
  readonly clock: Clock;
  readonly hub: LiveHub;
  readonly watch: Pick<WatchDoor, 'states' | 'isLeader'>;
  readonly monitors: MonitorBook;
  readonly store: Pick<Store, 'incidents'>;
}

const everyMs = 1_000;
/** Where another replica decides, its states are read from the store. */
const everyMsFromStore = 4_000;
const maxChanged = 2_000;
const incidentsLooked = 30;

/** Tells the live page what changed since it last told; looks only while somebody listens. */
export async function reportChanges(parts: ReporterParts, signal: AbortSignal): Promise<void> {
  let last: Marks | null = null;
  while (!signal.aborted) {
    // While the store is away the page keeps its last state, and the health says so.
    last = parts.hub.listeners() === 0 ? null : await reportOnce(parts, last).catch(() => null);
    await parts.clock.sleep(parts.watch.isLeader() ? everyMs : everyMsFromStore, signal);
  }
}

interface Marks {
  readonly states: ReadonlyMap<string, string>;
  readonly incidents: ReadonlyMap<string, string>;
}

/** The first look only remembers: whoever just came has fetched everything. */
async function reportOnce(parts: ReporterParts, last: Marks | null): Promise<Marks> {
  const states = await changedStates(parts, last?.states ?? new Map());
  const incidents = await changedIncidents(parts, last?.incidents ?? new Map());
  const events = last === null ? [] : [...states.events, ...incidents.events];
  for (const event of events) parts.hub.publish(event);
  return { states: states.now, incidents: incidents.now };
}

interface Seen {
  readonly now: Map<string, string>;
  readonly events: readonly LiveEvent[];
}

async function changedStates(
  { watch, monitors: book, clock }: ReporterParts,
  last: ReadonlyMap<string, string>,
): Promise<Seen> {
  const monitors = new Map((await book.list()).map((monitor) => [monitor.id, monitor]));
  const now = new Map<string, string>();
  const changed = (await watch.states()).flatMap((state) => {
    const { lastSample } = state;
    const mark = `${state.outcome} ${lastSample?.at ?? 0} ${lastSample?.region ?? ''}`;
    now.set(state.monitor, mark);
    const monitor = monitors.get(state.monitor);
    if (last.get(state.monitor) === mark || monitor === undefined) return [];
    return [
      {
        id: state.monitor,
        state: stateOf(monitor, state),
        since: state.since,
        lastAt: lastSample?.at ?? null,
        lastMs: lastSample?.totalMs ?? null,
        message: lastSample?.message ?? '',
      },
    ];
  });
  const event: LiveEvent = { kind: 'monitors', at: clock.now(), changed: changed.slice(0, maxChanged) };
  return { now, events: changed.length === 0 ? [] : [event] };
}

async function changedIncidents(
  { store, clock }: ReporterParts,
  last: ReadonlyMap<string, string>,
): Promise<Seen> {
  const found = await store.incidents.list({ onlyOpen: false, limit: incidentsLooked });
  const now = new Map(found.map((incident) => [incident.id, markOf(incident)]));
  const events = found
    .filter((incident) => last.get(incident.id) !== markOf(incident))
    .map((incident): LiveEvent => ({
      kind: 'incident',
      at: clock.now(),
      id: incident.id,
      status: incident.status,
      title: incident.timeline.find(({ kind }) => kind === 'opened')?.text ?? incident.monitor,
    }));
  return { now, events };
}

const markOf = (incident: Incident): string =>
  `${incident.status} ${incident.timeline.length} ${incident.affected.length} ${incident.causes[0]?.kind ?? ''}`;
