import { unixMs } from '../../model/brand.ts';
import { plural } from '../../model/words.ts';
import type { Incident } from '../../model/monitor.ts';
import type { NextStep } from '../../model/report.ts';
import { deriveMonitors } from '../../monitor/derive.ts';
import { summaryOf } from '../../monitor/rollup.ts';
import type { OverviewView, ShownState, StateCounts } from '../contract.ts';
import { deployViews } from '../deploys/deploy-desk.ts';
import type { Server } from '../server.ts';
import { checklistOf } from './checklist.ts';
import { uptimeOf } from './day-book.ts';
import { incidentRow, titleOf } from './incident-views.ts';
import { readBoard } from './monitor-rows.ts';
import type { Board } from './monitor-rows.ts';
import { regionViews } from './regions.ts';
import { countsOf, stateOf } from './state.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export async function overviewView(server: Server): Promise<OverviewView> {
  const board = await readBoard(server);
  const counts = countsOf(board.monitors.map((monitor) => stateOf(monitor, board.states.get(monitor.id))));
  const [recent, audits, deploys, outbox, unwatched] = await Promise.all([
    server.store.incidents.list({ onlyOpen: false, limit: 10 }),
    server.audits.rows(1),
    deployViews(server, 5),
    server.store.outbox.list(200),
    unwatchedIn(server, board),
  ]);
  const audit = audits[0] ?? null;
  return {
    headline: headlineOf(counts, board),
    next: nextOf(counts, board.open),
    monitors: counts,
    uptime30d: await uptime30d(server, board),
    p95Ms24h: await p95Of24h(server, board),
    openIncidents: board.open.map(incidentRow),
    recentIncidents: recent.filter(({ status }) => status === 'resolved').map(incidentRow),
    audit,
    deploys,
    alerts: {
      waiting: outbox.filter(({ state }) => state === 'waiting').length,
      givenUp: outbox.filter(({ state }) => state === 'given-up').length,
    },
    unwatched,
    checklist: await checklistOf(server, { board, audit, outbox }),
    regions: await regionViews(server, board),
  };
}

/** The incident of a monitor that is down comes before one that is only slow. */
function headlineOf(counts: StateCounts, { open, states }: Board): OverviewView['headline'] {
  const said = (state: ShownState, text: string): OverviewView['headline'] => ({ state, text });
  const first = open.find(({ monitor }) => states.get(monitor)?.outcome === 'down') ?? open[0];
  const watched = counts.total - counts.paused;
  if (counts.total === 0) return said('unknown', 'Nothing is watched yet');
  if (counts.down > 0)
    return said(
      'down',
      `${counts.down} of ${plural(watched, 'monitor')} down${first === undefined ? '' : `: ${titleOf(first)}`}`,
    );
  if (counts.degraded > 0)
    return said('degraded', `${counts.degraded} of ${plural(watched, 'monitor')} slow`);
  if (counts.unknown > 0)
    return said('unknown', `${counts.up} of ${plural(watched, 'monitor')} up, ${counts.unknown} not known`);
  if (watched === 0) return said('paused', 'All monitors are paused');
  return said('up', watched === 1 ? 'The one monitor is up' : `All ${watched} monitors up`);
}

function nextOf(counts: StateCounts, open: readonly Incident[]): NextStep | null {
  const unanswered = open.find(({ status }) => status === 'open');
  if (unanswered !== undefined)
    return { text: `Nobody is on it: open "${titleOf(unanswered)}" and acknowledge it.`, command: null };
  if (counts.total === 0)
    return {
      text: 'Derive the monitors from launch.yaml and the last audit.',
      command: 'launch-ready watch plan',
    };
  return null;
}

async function uptime30d(server: Server, { monitors }: Board): Promise<number | null> {
  const days = await server.days.days(monitors.filter(({ isPaused }) => !isPaused).map(({ id }) => id));
  const since = server.outside.clock.now() - 30 * dayMs;
  return uptimeOf([...days.values()].flat().filter(({ from }) => from >= since));
}

/** Of critical pages; at most so many, or the question costs more than the answer. */
const measured = 50;

async function p95Of24h(server: Server, { monitors }: Board): Promise<number | null> {
  const pages = monitors.filter(
    ({ kind, severity, isPaused }) => kind === 'http' && severity === 'critical' && !isPaused,
  );
  const now = server.outside.clock.now();
  const rollups = await server.store.samples.rollups({
    monitors: pages.slice(0, measured).map(({ id }) => id),
    step: '1h',
    from: unixMs(now - dayMs),
    to: unixMs(now + hourMs),
  });
  return summaryOf(rollups).p95Ms;
}

/** What follows from the manifest and is not watched. */
async function unwatchedIn(server: Server, { monitors }: Board): Promise<OverviewView['unwatched']> {
  const manifest = server.manifest();
  if (manifest === null) return [];
  const wanted = deriveMonitors({ manifest, profile: server.profile(), fixed: await server.audits.fixed() });
  const known = new Set(monitors.map(({ id }) => id));
  return wanted.monitors.filter(({ id }) => !known.has(id)).map(({ id, title }) => ({ id, title }));
}
