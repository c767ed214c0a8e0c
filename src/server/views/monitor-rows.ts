import type { Incident, MaintenanceWindow, Monitor } from '../../model/monitor.ts';
import type { MonitorState } from '../../model/store.ts';
import { maintenanceOf } from '../../monitor/incident/policy.ts';
import { readMachine } from '../../monitor/incident/machine.ts';
import { minorityText, verdictOf } from '../../monitor/incident/quorum.ts';
import type { MonitorRow, ShownState } from '../contract.ts';
import type { Server } from '../server.ts';
import { daysText, uptimeOf } from './day-book.ts';
import { stateOf, worstFirst } from './state.ts';

/** What rows are made of, read once for all of them. */
export interface Board {
  readonly monitors: readonly Monitor[];
  readonly states: ReadonlyMap<string, MonitorState>;
  readonly windows: readonly MaintenanceWindow[];
  readonly open: readonly Incident[];
}

export async function readBoard(server: Server): Promise<Board> {
  const [monitors, states, windows, open] = await Promise.all([
    server.monitors.list(),
    server.watch.states(),
    server.store.maintenance.list(),
    server.store.incidents.list({ onlyOpen: true, limit: 500 }),
  ]);
  return { monitors, states: new Map(states.map((state) => [state.monitor, state])), windows, open };
}

/** Some of the board, worst first, then by title. */
export function sorted(board: Board, monitors: readonly Monitor[]): readonly Monitor[] {
  const wanted = new Set(monitors);
  const groups = new Map<ShownState, Monitor[]>(worstFirst.map((state) => [state, []]));
  for (const monitor of byTitle(board.monitors))
    if (wanted.has(monitor)) groups.get(stateOf(monitor, board.states.get(monitor.id)))?.push(monitor);
  return [...groups.values()].flat();
}

/** The book gives the same list until a monitor changes: ten thousand are put in order once, not for every look at the page. */
const ordered = new WeakMap<readonly Monitor[], readonly Monitor[]>();

function byTitle(monitors: readonly Monitor[]): readonly Monitor[] {
  const known = ordered.get(monitors);
  if (known !== undefined) return known;
  const made = monitors.toSorted((a, b) => compare(a.title, b.title) || compare(a.id, b.id));
  ordered.set(monitors, made);
  return made;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export async function monitorRows(
  server: Server,
  board: Board,
  monitors: readonly Monitor[],
): Promise<readonly MonitorRow[]> {
  const days = await server.days.days(monitors.map(({ id }) => id));
  return monitors.map((monitor) => {
    const own = days.get(monitor.id) ?? [];
    return {
      ...rowOf(server, board, monitor),
      days: daysText(own, server.days.from()),
      uptime45d: uptimeOf(own),
    };
  });
}

function rowOf(server: Server, board: Board, monitor: Monitor): Omit<MonitorRow, 'days' | 'uptime45d'> {
  const now = server.outside.clock.now();
  const state = board.states.get(monitor.id);
  const last = state?.lastSample ?? null;
  const incident = board.open.find(
    (each) => each.monitor === monitor.id || each.affected.includes(monitor.id),
  );
  return {
    id: monitor.id,
    title: monitor.title,
    kind: monitor.kind,
    target: monitor.target,
    state: stateOf(monitor, state),
    since: state?.since ?? now,
    isInMaintenance: maintenanceOf(board.windows, monitor.id, now) !== null,
    incident: incident?.id ?? null,
    lastAt: last?.at ?? null,
    lastMs: last?.totalMs ?? null,
    message: last?.message ?? '',
    minority: state === undefined ? null : minorityText(verdictOf(readMachine(state.machine), monitor, now)),
    severity: monitor.severity,
    owner: monitor.owner,
  };
}
