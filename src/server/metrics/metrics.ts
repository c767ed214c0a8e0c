import { memoryUsage } from '../process-memory.ts';
import type { Server } from '../server.ts';
import { stateOf } from '../views/state.ts';

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly values: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

/** Prometheus text format 0.0.4. */
export async function metricsText(server: Server): Promise<string> {
  const metrics = [...processMetrics(server), ...(await boardMetrics(server))];
  return metrics.map(metricText).join('');
}

const gauge = (name: string, help: string, values: Metric['values']): Metric => ({
  name,
  type: 'gauge',
  help,
  values,
});

function processMetrics(server: Server): readonly Metric[] {
  const health = server.watch.health();
  const one = (value: number): Metric['values'] => [[{}, value]];
  return [
    gauge('launch_ready_info', 'Version and place of this process.', [
      [{ version: server.config.version, replica: server.config.replica, region: server.config.region }, 1],
    ]),
    gauge('launch_ready_leader', '1 where this replica decides.', one(server.watch.isLeader() ? 1 : 0)),
    gauge('launch_ready_checks_in_flight', 'Checks under way.', one(health.inFlight)),
    gauge(
      'launch_ready_check_lateness_p99_seconds',
      'How late checks began lately.',
      one(health.latenessP99Ms / 1000),
    ),
    gauge('launch_ready_loop_lag_seconds', 'How late the event loop was lately.', one(health.lagMs / 1000)),
    gauge('launch_ready_samples_waiting', 'Samples the store has not taken yet.', one(health.buffered)),
    gauge('launch_ready_decisions_waiting', 'Decisions the store has not taken yet.', one(health.undecided)),
    {
      name: 'launch_ready_checks_shed_total',
      type: 'counter',
      help: 'Checks left out because this machine was too busy.',
      values: one(health.shed),
    },
    gauge('launch_ready_live_listeners', 'Open live pages.', one(server.live.listeners())),
    gauge('process_resident_memory_bytes', 'Resident memory.', one(memoryUsage())),
    gauge('process_start_time_seconds', 'When this process started.', one(server.config.startedAt / 1000)),
  ];
}

async function boardMetrics(server: Server): Promise<readonly Metric[]> {
  const monitors = await server.monitors.list();
  const states = new Map((await server.watch.states()).map((state) => [state.monitor, state]));
  const open = await server.store.incidents.list({ onlyOpen: true, limit: 1_000 });
  const outbox = await server.store.outbox.list(1_000);
  const labels = (id: string, kind: string): Record<string, string> => ({ monitor: id, kind });
  const waiting = outbox.filter(({ state }) => state === 'waiting').length;
  const givenUp = outbox.filter(({ state }) => state === 'given-up').length;
  return [
    gauge(
      'launch_ready_monitor_up',
      '1 up, 0.5 degraded, 0 down; absent when paused or not known.',
      monitors.flatMap((monitor) => {
        const value = { up: 1, degraded: 0.5, down: 0, unknown: null, paused: null }[
          stateOf(monitor, states.get(monitor.id))
        ];
        return value === null ? [] : [[labels(monitor.id, monitor.kind), value] as const];
      }),
    ),
    gauge(
      'launch_ready_monitor_duration_seconds',
      'Time of the last look.',
      monitors.flatMap(({ id, kind }) => {
        const totalMs = states.get(id)?.lastSample?.totalMs ?? null;
        return totalMs === null ? [] : [[labels(id, kind), totalMs / 1000] as const];
      }),
    ),
    gauge('launch_ready_incidents_open', 'Open incidents.', [[{}, open.length]]),
    gauge('launch_ready_alerts_waiting', 'Alerts on their way, of the last 1,000.', [[{}, waiting]]),
    gauge('launch_ready_alerts_given_up', 'Alerts that never arrived, of the last 1,000.', [[{}, givenUp]]),
  ];
}

const metricText = ({ name, type, help, values }: Metric): string =>
  values.length === 0
    ? ''
    : [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...values.map(([labels, value]) => `${name}${labelText(labels)} ${value}`),
        '',
      ].join('\n');

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
