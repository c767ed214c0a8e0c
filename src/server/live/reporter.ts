import type { Clock } from '../../model/outside.ts';
import type { Incident } from '../../model/monitor.ts';
import type { MonitorState, Store } from '../../model/store.ts';
import type { LiveEvent } from '../contract-settings.ts';
import { stateOf } from '../views/state.ts';
import type { MonitorBook } from '../views/monitor-book.ts';
import type { WatchDoor } from '../watch/watch-door.ts';
import type { LiveHub } from './hub.ts';

export interface ReporterParts {
  readonly clock: Clock;
  readonly hub: LiveHub;
  readonly watch: Pick<WatchDoor, 'states' | 'takeChanged' | 'isLeader'>;
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
    const changed = parts.watch.takeChanged();
    // While the store is away the page keeps its last state, and the health says so.
    last = parts.hub.listeners() === 0 ? null : await reportOnce(parts, changed, last).catch(() => null);
    await parts.clock.sleep(parts.watch.isLeader() ? everyMs : everyMsFromStore, signal);
  }
}

interface Marks {
  /** Empty where this replica decides: it knows itself what changed. */
  readonly states: ReadonlyMap<string, string>;
  readonly incidents: ReadonlyMap<string, string>;
}

/** The first look only remembers: whoever just came has fetched everything. */
async function reportOnce(
  parts: ReporterParts,
  changed: readonly MonitorState[] | null,
  last: Marks | null,
): Promise<Marks> {
  const states =
    changed === null
      ? await compared(parts, last?.states ?? new Map())
      : { now: new Map(), changed: last === null ? [] : changed };
  const incidents = await changedIncidents(parts, last?.incidents ?? new Map());
  const events = last === null ? [] : [...(await stateEvents(parts, states.changed)), ...incidents.events];
  for (const event of events) parts.hub.publish(event);
  return { states: states.now, incidents: incidents.now };
}

/** Where another replica decides, what it has written is held against what it had written before. */
async function compared(
  { watch }: ReporterParts,
  last: ReadonlyMap<string, string>,
): Promise<{ readonly now: ReadonlyMap<string, string>; readonly changed: readonly MonitorState[] }> {
  const states = await watch.states();
  const now = new Map(states.map((state) => [state.monitor, stateMark(state)]));
  return { now, changed: states.filter(({ monitor }) => last.get(monitor) !== now.get(monitor)) };
}

const stateMark = ({ outcome, lastSample }: MonitorState): string =>
  `${outcome} ${lastSample?.at ?? 0} ${lastSample?.region ?? ''}`;

async function stateEvents(
  { monitors: book, clock }: ReporterParts,
  states: readonly MonitorState[],
): Promise<readonly LiveEvent[]> {
  const monitors = await book.byId();
  const changed = states.slice(0, maxChanged).flatMap((state) => {
    const monitor = monitors.get(state.monitor);
    if (monitor === undefined) return [];
    const { since, lastSample } = state;
    return [
      {
        id: state.monitor,
        state: stateOf(monitor, state),
        since,
        lastAt: lastSample?.at ?? null,
        lastMs: lastSample?.totalMs ?? null,
        message: lastSample?.message ?? '',
      },
    ];
  });
  return changed.length === 0 ? [] : [{ kind: 'monitors', at: clock.now(), changed }];
}

interface Seen {
  readonly now: Map<string, string>;
  readonly events: readonly LiveEvent[];
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
