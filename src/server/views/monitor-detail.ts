import { unixMs } from '../../model/brand.ts';
import type { Monitor, Sample, SamplePhases } from '../../model/monitor.ts';
import type { Rollup, RollupStep } from '../../model/store.ts';
import { readMachine } from '../../monitor/incident/machine.ts';
import { coarser, stepMs, summaryOf } from '../../monitor/rollup.ts';
import type { MonitorDetailView, RegionRow, SeriesPointView, StretchName } from '../contract.ts';
import { notFound } from '../http/refused.ts';
import type { Server } from '../server.ts';
import { incidentRow } from './incident-views.ts';
import { monitorRows, readBoard } from './monitor-rows.ts';
import type { Board } from './monitor-rows.ts';
import { sampleRow } from './state.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const stretches: Readonly<Record<StretchName, { readonly ms: number; readonly step: RollupStep }>> = {
  '24h': { ms: dayMs, step: '5m' },
  '7d': { ms: 7 * dayMs, step: '1h' },
  '30d': { ms: 30 * dayMs, step: '1h' },
  '90d': { ms: 90 * dayMs, step: '1d' },
};
const stretchNames: readonly StretchName[] = ['24h', '7d', '30d', '90d'];
const samplesShown = 50;
const incidentsSearched = 300;

/** Everything about one monitor. */
export async function monitorDetail(
  server: Server,
  id: string,
  asked: { readonly range: string | null; readonly canEdit: boolean },
): Promise<MonitorDetailView> {
  const board = await readBoard(server);
  const monitor = board.monitors.find((each) => each.id === id);
  if (monitor === undefined) throw notFound('monitor');
  const range = stretchNames.find((name) => name === asked.range) ?? '24h';
  const [[row], samples, incidents, series, summaries, days] = await Promise.all([
    monitorRows(server, board, [monitor]),
    server.store.samples.recent(id, samplesShown),
    server.store.incidents.list({ onlyOpen: false, limit: incidentsSearched }),
    seriesOf(server, id, range),
    summariesOf(server, board, id),
    server.days.days([id]),
  ]);
  if (row === undefined) throw notFound('monitor');
  const since = server.outside.clock.now() - stretches[range].ms;
  const own = incidents.filter((each) => each.monitor === id || each.affected.includes(id));
  return {
    monitor,
    row,
    days: days.get(id) ?? [],
    summaries,
    range,
    series,
    phases: medianPhases(samples),
    regions: regionRows(board, monitor),
    samples: samples.map(sampleRow),
    incidents: own.slice(0, 20).map(incidentRow),
    deploys: server.surroundings.deploys().filter(({ at }) => at >= since),
    dependsOn: monitor.dependsOn.map((other) => ({ id: other, title: titleIn(board, other) })),
    beatUrl: monitor.kind === 'heartbeat' && asked.canEdit ? beatUrl(server, monitor.target) : null,
  };
}

export const beatUrl = (server: Server, heartbeat: string): string =>
  `${server.config.publicUrl}/ping/${server.beats.keyOf(heartbeat)}/${encodeURIComponent(heartbeat)}`;

const titleIn = (board: Board, id: string): string =>
  board.monitors.find((each) => each.id === id)?.title ?? id;

async function rollupsOf(server: Server, id: string, name: StretchName): Promise<readonly Rollup[]> {
  const now = server.outside.clock.now();
  const { ms, step } = stretches[name];
  const from = unixMs(Math.floor((now - ms) / stepMs[step]) * stepMs[step]);
  return server.store.samples.rollups({ monitors: [id], step, from, to: unixMs(now + stepMs[step]) });
}

async function seriesOf(server: Server, id: string, name: StretchName): Promise<readonly SeriesPointView[]> {
  // One point for a moment, whatever the region.
  const merged = coarser(
    (await rollupsOf(server, id, name)).map((rollup) => ({ ...rollup, region: 'all' })),
    stretches[name].step,
  );
  return merged.map((rollup) => {
    const { p50Ms, p95Ms, looks } = summaryOf([rollup]);
    return { from: rollup.from, count: looks, degraded: rollup.degraded, down: rollup.down, p50Ms, p95Ms };
  });
}

const summariesOf = (server: Server, board: Board, id: string): Promise<MonitorDetailView['summaries']> =>
  Promise.all(
    stretchNames.map(async (window) => ({
      window,
      ...summaryOf(await rollupsOf(server, id, window), board.windows),
    })),
  );

function medianPhases(samples: readonly Sample[]): SamplePhases {
  const good = samples.filter(({ outcome, lagMs }) => outcome === 'up' && lagMs <= 5);
  const median = (phase: keyof SamplePhases): number | null => {
    const times = good.flatMap(({ phases }) => phases[phase] ?? []).toSorted((a, b) => a - b);
    return times[Math.floor(times.length / 2)] ?? null;
  };
  return {
    dnsMs: median('dnsMs'),
    connectMs: median('connectMs'),
    tlsMs: median('tlsMs'),
    firstByteMs: median('firstByteMs'),
    bodyMs: median('bodyMs'),
  };
}

function regionRows(board: Board, monitor: Monitor): readonly RegionRow[] {
  const state = board.states.get(monitor.id);
  return Object.entries(readMachine(state?.machine).regions).map(([name, region]) => ({
    name,
    state: region.isDown ? 'down' : region.isSlow ? 'degraded' : region.outcome,
    lastAt: region.lastAt,
    message: region.message,
  }));
}
