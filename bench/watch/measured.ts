import { readFileSync } from 'node:fs';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Sample } from '../../src/model/monitor.ts';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import http from '../../src/monitor/probes/http.ts';
import { runProbe } from '../../src/monitor/watching/run-probe.ts';
import type { ProbeRunnerParts } from '../../src/monitor/watching/run-probe.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import { parseAddressMap } from '../../src/outside/real/address-map.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import { profileByName } from '../../src/profiles/load.ts';

export interface Rate {
  readonly perCpuSecond: number;
  readonly failed: number;
  readonly resumed: number;
  /** Medians. */
  readonly connectMs: number;
  readonly tlsMs: number;
}
export interface Rates {
  /** 16 at a time, as fast as it goes. */
  readonly full: Rate;
  readonly resumed: Rate;
  readonly plain: Rate;
  /** In full, five times a second: each finds the process as idle as a small watch does. */
  readonly alone: Rate;
  /** In full, begun 66 times a second however long each takes: 4,000 monitors a minute. */
  readonly paced: Rate;
}

/** Looks in a process of its own: `measured.ts <root> <https port> <http port>`; prints one JSON line of `Rates`. */
const [rootPath = '', httpsPort = '', httpPort = ''] = process.argv.slice(2);
await using outside = createOutside({
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

interface Course {
  readonly scheme: 'https' | 'http';
  readonly isResumptionAllowed: boolean;
  readonly seconds: number;
  /** Looks begun a second; otherwise 16 at a time, again and again. */
  readonly perSecond?: number;
}

async function run(course: Course): Promise<Rate> {
  const target = `${course.scheme}://shop.example/`;
  const own = { id: 'm', title: 'Page', kind: 'http', target } as const;
  const monitor = blankMonitor(profileByName('ecommerce'), own);
  const { signal } = new AbortController();
  const look = (): Promise<Sample> =>
    runProbe(parts, { monitor, isResumptionAllowed: course.isResumptionAllowed }, signal);
  for (let warm = 0; warm < 20; warm += 1) await look();
  const before = process.cpuUsage();
  const samples = await (course.perSecond === undefined ? laps(course, look) : beats(course, look));
  const { user, system } = process.cpuUsage(before);
  return {
    perCpuSecond: (samples.length / (user + system)) * 1e6,
    failed: samples.filter(({ outcome }) => outcome !== 'up').length,
    resumed: samples.filter(({ isResumed }) => isResumed).length / samples.length,
    connectMs: median(samples.map(({ phases }) => phases.connectMs ?? 0)),
    tlsMs: median(samples.map(({ phases }) => phases.tlsMs ?? 0)),
  };
}

async function laps({ seconds }: Course, look: () => Promise<Sample>): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const untilMs = performance.now() + seconds * 1000;
  const lane = async (): Promise<void> => {
    while (performance.now() < untilMs) samples.push(await look());
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return samples;
}

async function beats(
  { perSecond = 1, seconds }: Course,
  look: () => Promise<Sample>,
): Promise<readonly Sample[]> {
  const looks: Promise<Sample>[] = [];
  const fromMs = performance.now();
  for (let beat = 0; beat < perSecond * seconds; beat += 1) {
    await outside.clock.sleep(fromMs + (beat * 1000) / perSecond - performance.now());
    looks.push(look());
  }
  return Promise.all(looks);
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const rates: Rates = {
  alone: await run({ scheme: 'https', isResumptionAllowed: false, seconds: 8, perSecond: 5 }),
  full: await run({ scheme: 'https', isResumptionAllowed: false, seconds: 4 }),
  resumed: await run({ scheme: 'https', isResumptionAllowed: true, seconds: 4 }),
  plain: await run({ scheme: 'http', isResumptionAllowed: false, seconds: 4 }),
  paced: await run({ scheme: 'https', isResumptionAllowed: false, seconds: 5, perSecond: 66 }),
};
process.stdout.write(`${JSON.stringify(rates)}\n`);
