import { unixMs } from '../../model/brand.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { Incident, MaintenanceWindow, Monitor } from '../../model/monitor.ts';
import type { ShownState } from '../contract.ts';
import type { StatusPageSettings } from '../contract-settings.ts';
import type { Server } from '../server.ts';
import { statusSettings } from '../settings/status-settings.ts';
import { daysText, uptimeOf } from '../views/day-book.ts';
import { stateOf, worstFirst } from '../views/state.ts';
import type { PublicNote } from './public-notes.ts';
import { publicNotes } from './public-notes.ts';

/** What the public may know: names, states, times and what was written for it. No address, cause, evidence or person. */
export interface StatusData {
  readonly settings: StatusPageSettings;
  readonly now: UnixMs;
  readonly headline: { readonly state: ShownState; readonly text: string };
  readonly groups: readonly { readonly title: string; readonly lines: readonly StatusLine[] }[];
  readonly open: readonly StatusIncident[];
  readonly past: readonly StatusIncident[];
  readonly maintenance: readonly { readonly from: UnixMs; readonly to: UnixMs; readonly reason: string }[];
  readonly daysFrom: UnixMs;
}
export interface StatusLine {
  /** Never shown. */
  readonly monitor: string;
  readonly title: string;
  readonly state: ShownState;
  readonly days: string;
  readonly uptime: number | null;
  readonly isInMaintenance: boolean;
}
export interface StatusIncident {
  readonly id: string;
  readonly title: string;
  readonly startedAt: UnixMs;
  readonly resolvedAt: UnixMs | null;
  readonly notes: readonly PublicNote[];
}

const historyMs = 14 * 86_400_000;
const soonMs = 7 * 86_400_000;
const searched = 500;
/** Once for everybody: a page that is read most during an outage must not add to it. */
const keptMs = 5_000;
const kept = new WeakMap<Server, { readonly untilMs: number; readonly data: Promise<StatusData> }>();

export function statusData(server: Server): Promise<StatusData> {
  const nowMs = server.outside.clock.monotonicMs();
  const found = kept.get(server);
  if (found !== undefined && found.untilMs > nowMs) return found.data;
  const data = read(server);
  kept.set(server, { untilMs: nowMs + keptMs, data });
  data.catch(() => kept.delete(server));
  return data;
}

async function read(server: Server): Promise<StatusData> {
  const now = server.outside.clock.now();
  const settings = await statusSettings(server);
  const monitors = await server.monitors.list();
  const groups = groupsOf(settings, monitors);
  const shown = groups.flatMap(({ monitors: own }) => own);
  const states = new Map((await server.watch.states()).map((state) => [state.monitor, state]));
  const days = await server.days.days(shown.map(({ id }) => id));
  const windows = server.surroundings.windows();
  const line = (monitor: Monitor): StatusLine => ({
    monitor: monitor.id,
    title: monitor.title,
    state: stateOf(monitor, states.get(monitor.id)),
    days: daysText(days.get(monitor.id) ?? [], server.days.from()),
    uptime: uptimeOf(days.get(monitor.id) ?? []),
    isInMaintenance: windows.some((window) => covers(window, monitor.id, now)),
  });
  const lines = groups.map(({ title, monitors: own }) => ({ title, lines: own.map(line) }));
  const incidents = await publicIncidents(server, shown);
  return {
    settings,
    now,
    headline: headlineOf(lines.flatMap((group) => group.lines)),
    groups: lines,
    open: incidents.filter(({ resolvedAt }) => resolvedAt === null),
    past: incidents.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt > now - historyMs),
    maintenance: windows.filter(({ from, to }) => to > now && from < now + soonMs),
    daysFrom: server.days.from(),
  };
}

const covers = ({ from, to, monitors }: MaintenanceWindow, id: string, now: number): boolean =>
  from <= now && now < to && (monitors === 'all' || monitors.includes(id));

function groupsOf(
  { groups }: StatusPageSettings,
  monitors: readonly Monitor[],
): readonly { readonly title: string; readonly monitors: readonly Monitor[] }[] {
  const byId = new Map(monitors.map((monitor) => [monitor.id, monitor]));
  if (groups.length > 0)
    return groups.map((group) => ({
      title: group.title,
      monitors: group.monitors.flatMap((id) => byId.get(id) ?? []),
    }));
  const critical = monitors.filter(
    ({ severity, kind, isPaused }) =>
      severity === 'critical' && !isPaused && (kind === 'http' || kind === 'journey'),
  );
  return [{ title: '', monitors: critical.slice(0, 50) }];
}

/** Incidents of what is shown, newest first, within what the store lists. */
export async function publicIncidents(
  server: Server,
  shown: readonly Monitor[],
  range: { readonly before?: UnixMs } = {},
): Promise<readonly StatusIncident[]> {
  const titles = new Map(shown.map(({ id, title }) => [id, title]));
  const found = await server.store.incidents.list({ onlyOpen: false, limit: searched, ...range });
  const own = found.filter(({ monitor }) => titles.has(monitor));
  return Promise.all(
    own.map(async (incident) => ({
      id: publicId(server, incident),
      title: titleOf(incident, titles.get(incident.monitor) ?? ''),
      startedAt: incident.startedAt,
      resolvedAt: incident.resolvedAt,
      notes: await publicNotes(server.store, incident.id),
    })),
  );
}

/** Stable, and says nothing about the monitor inside. */
const publicId = (server: Server, incident: Incident): string => server.mac('public incident', incident.id);

const titleOf = (incident: Incident, title: string): string =>
  incident.severity === 'critical' &&
  !incident.timeline.some(({ kind, text }) => kind === 'opened' && text.includes('slow'))
    ? `${title} does not work`
    : `${title} works poorly`;

function headlineOf(lines: readonly StatusLine[]): StatusData['headline'] {
  const worst = worstFirst.find((state) => lines.some((line) => line.state === state)) ?? 'unknown';
  const down = lines.filter(({ state }) => state === 'down').length;
  const text: Readonly<Record<ShownState, string>> = {
    down: down === lines.length ? 'Nothing works at present' : 'Something does not work',
    degraded: 'Something is slow',
    unknown: lines.length === 0 ? 'Nothing is shown here yet' : 'Some states are not known at present',
    up: 'Everything works',
    paused: 'Not watched at present',
  };
  return { state: worst, text: text[worst] };
}

export const monthOf = (at: UnixMs): string => new Date(at).toISOString().slice(0, 7);

/** Start of the month after `YYYY-MM`; null for what is no month. */
export function monthRange(month: string): { readonly from: UnixMs; readonly to: UnixMs } | null {
  const match = /^(20\d\d)-(0[1-9]|1[0-2])$/.exec(month);
  if (match === null) return null;
  const [year, number] = [Number(match[1]), Number(match[2])];
  return { from: unixMs(Date.UTC(year, number - 1, 1)), to: unixMs(Date.UTC(year, number, 1)) };
}
