import { readFileSync } from 'node:fs';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Monitor, Sample } from '../../src/model/monitor.ts';
import { unixMs } from '../../src/model/brand.ts';
import { IncidentDesk } from '../../src/monitor/incident-desk.ts';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import http from '../../src/monitor/probes/http.ts';
import { startWatch } from '../../src/monitor/watch.ts';
import { runProbe } from '../../src/monitor/watching/run-probe.ts';
import type { ProbeRunnerParts } from '../../src/monitor/watching/run-probe.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import { parseAddressMap } from '../../src/outside/real/address-map.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import { profileByName } from '../../src/profiles/load.ts';

/** The watch in a process of its own: `measured.ts rates|fleet <root> <https port> <http port>`; prints one JSON line of figures. */
const [mode = '', rootPath = '', httpsPort = '', httpPort = ''] = process.argv.slice(2);
const outside = createOutside({
  dns: () => fakeDns({ 'shop.example': { A: ['192.0.2.1'] } }),
  extraCa: [readFileSync(rootPath, 'utf8')],
  maps: [`*:443=127.0.0.1:${httpsPort}`, `*:80=127.0.0.1:${httpPort}`].map(parseAddressMap),
});
const parts: ProbeRunnerParts = {
  outside,
  region: 'here',
  manifest: () => ({}) as Manifest,
  probes: new Map([['http', http]]),
  rooms: {},
  isConnected: async () => true,
  onTrouble: (sentence) => void process.stderr.write(`${sentence}\n`),
};
const monitorOf = (id: number, scheme: 'https' | 'http'): Monitor =>
  blankMonitor(profileByName('ecommerce'), {
    id: `m${id}`,
    title: `Monitor ${id}`,
    kind: 'http',
    target: `${scheme}://shop.example/`,
  });

export interface Rate {
  readonly perCpuSecond: number;
  readonly failed: number;
  readonly resumed: number;
  readonly connectMs: number;
  readonly tlsMs: number;
}

/** Checks back to back, 16 at a time, for so long. */
async function rate(scheme: 'https' | 'http', isResumptionAllowed: boolean, seconds: number): Promise<Rate> {
  const monitor = monitorOf(0, scheme);
  const { signal } = new AbortController();
  const run = (): Promise<Sample> => runProbe(parts, { monitor, isResumptionAllowed }, signal);
  for (let warm = 0; warm < 20; warm += 1) await run();
  const samples: Sample[] = [];
  const before = process.cpuUsage();
  const untilMs = performance.now() + seconds * 1000;
  const lane = async (): Promise<void> => {
    while (performance.now() < untilMs) samples.push(await run());
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  const { user, system } = process.cpuUsage(before);
  return {
    perCpuSecond: (samples.length / (user + system)) * 1e6,
    failed: samples.filter(({ outcome }) => outcome !== 'up').length,
    resumed: samples.filter(({ isResumed }) => isResumed).length / samples.length,
    connectMs: median(samples.map(({ phases }) => phases.connectMs ?? 0)),
    tlsMs: median(samples.map(({ phases }) => phases.tlsMs ?? 0)),
  };
}

/** The whole loop with incident logic: so many monitors a minute for so long. */
async function fleet(count: number, seconds: number): Promise<object> {
  const monitors = Array.from({ length: count }, (_, id) => monitorOf(id, 'https'));
  const nothing = async (): Promise<void> => undefined;
  const desk = new IncidentDesk({
    stores: {
      incidents: { put: nothing },
      outbox: { enqueue: async () => true },
      monitors: { putState: nothing },
    },
    now: () => outside.clock.now(),
    routes: () => [],
    windows: () => [],
    deploys: () => [],
    changes: () => [],
    inside: () => null,
    edgeOf: () => null,
    isForeign: () => false,
    regions: () => ['here'],
    rollbackCommand: () => null,
    baseUrl: 'http://localhost',
  });
  desk.setMonitors(monitors);
  const samples: Sample[] = [];
  const watch = startWatch({
    ...parts,
    onSample: (sample) => {
      samples.push(sample);
      watch.recheck(desk.judge([sample]), sample.at);
    },
  });
  watch.setMonitors(monitors, new Map(monitors.map(({ id }) => [id, unixMs(outside.clock.now())])));
  const before = process.cpuUsage();
  for (let second = 0; second < seconds; second += 1) {
    await outside.clock.sleep(1000);
    await desk.flush();
  }
  const { user, system } = process.cpuUsage(before);
  const health = watch.health();
  await watch.close();
  return {
    checksPerMinute: (samples.length / seconds) * 60,
    coreShare: (user + system) / 1e6 / seconds,
    latenessP99Ms: health.latenessP99Ms,
    flagged: samples.filter(({ lagMs }) => lagMs > 5).length / samples.length,
    failed: samples.filter(({ outcome }) => outcome !== 'up').length,
    connectMs: median(samples.map(({ phases }) => phases.connectMs ?? 0)),
    tlsMs: median(samples.map(({ phases }) => phases.tlsMs ?? 0)),
    rssMb: process.memoryUsage.rss() / 1e6,
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const figures =
  mode === 'fleet'
    ? await fleet(4_000, 12)
    : {
        full: await rate('https', false, 5),
        resumed: await rate('https', true, 4),
        plain: await rate('http', false, 4),
      };
process.stdout.write(`${JSON.stringify(figures)}\n`);
await outside[Symbol.asyncDispose]();
