import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startNginxTarget } from './load/nginx.ts';
import { askAutocannon, askHey, askWrk, type PeerRun } from './load/peers.ts';
import type { BenchLine } from './run.ts';

/**
 * Truth and ceiling of the load generator. Truth: against a server that keeps what its visitors waited, at 80 % of its capacity,
 * several shapes, with and without a stall of a second, beside wrk and hey. Ceiling: against nginx beside wrk, hey and
 * autocannon, per second of the generator's own CPU time. Less than three minutes.
 */
export async function bench(): Promise<readonly BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const shape of ['constant', 'uniform', 'exponential', 'lognormal', 'two humps'])
    lines.push(...(await truthOf(shape)));
  lines.push(...(await truthOf('uniform', { afterMs: 5000, forMs: 1000 })));
  lines.push(...(await stallBeside()));
  lines.push(...(await ceiling()));
  return lines;
}

const workers = 48;
const meanMs = 120;
const rate = (workers / meanMs) * 1000 * 0.8;
const seconds = 8;
/** Connections are opened and code is compiled meanwhile; neither side counts it. */
const warmUpSeconds = 2;

interface Figures {
  readonly p50: number | null;
  readonly p90?: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}
interface Ours extends Figures {
  readonly sent: number;
  readonly answered: number;
  readonly asked: number;
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly latenessP99Ms: number;
  readonly isBottleneck: boolean;
}

/** Our percentile by the server's own: 1.00 is the truth. */
async function truthOf(
  shape: string,
  stall: { readonly afterMs: number; readonly forMs: number } = { afterMs: 0, forMs: 0 },
): Promise<readonly BenchLine[]> {
  await using server = await child(
    'queue-server.ts',
    shape,
    String(workers),
    String(warmUpSeconds * 1000),
    String(stall.afterMs),
    String(stall.forMs),
  );
  const { port } = server.first as { readonly port: number };
  const ours = await measured(port, rate, seconds, warmUpSeconds);
  const truth = await truthAt(port);
  const name = `load/truth-${shape.replace(' ', '-')}${stall.forMs > 0 ? '-with-stall' : ''}`;
  const late = ours.isBottleneck ? '-but-we-were-late' : '';
  return (['p50', 'p90', 'p95', 'p99'] as const).map((each) => ({
    name: `${name}-${each}${late}`,
    figure: `${shown(ours[each])}`,
    peer: `${shown(truth[each])}`,
    ratio: ((ours[each] ?? Number.NaN) / (truth[each] ?? Number.NaN)).toFixed(3),
  }));
}

const truthAt = async (port: number): Promise<Figures> =>
  (await (await fetch(`http://127.0.0.1:${port}/truth`)).json()) as Figures;

/** A second of standstill in ten: about the 99th visitor of a hundred waits 900 ms, and the server knows how long ours did. */
async function stallBeside(): Promise<readonly BenchLine[]> {
  const everybodysP99 = 900;
  const ask = async (
    what: (port: number) => Promise<Figures | null>,
  ): Promise<readonly (number | null)[]> => {
    await using server = await child('queue-server.ts', 'instant', '100000', '0', '4000', '1000');
    const { port } = server.first as { readonly port: number };
    const told = await what(port);
    return [told?.p99 ?? null, (await truthAt(port)).p99];
  };
  const ours = await ask((port) => measured(port, 200, 10));
  const wrk = await ask((port) => askWrk(`http://127.0.0.1:${port}/`, 10, 10));
  const hey = await ask((port) => askHey(`http://127.0.0.1:${port}/`, 10, { connections: 10, rate: 200 }));
  return [
    ['ours', ours[0], ours[1] ?? everybodysP99],
    ['wrk', wrk[0], everybodysP99],
    ['hey', hey[0], everybodysP99],
  ].map(([who, p99, truth]) => ({
    name: `load/stall-p99-${who}`,
    figure: shown(p99 as number | null),
    peer: shown(Number(truth)),
    ratio: p99 === null ? '-' : (Number(p99) / Number(truth)).toFixed(3),
  }));
}

const ceilingSeconds = 4;
const connections = 50;

async function ceiling(): Promise<readonly BenchLine[]> {
  const nginx = await startNginxTarget();
  if (nginx === null) return [];
  await using target = nginx;
  const url = `http://127.0.0.1:${target.port}/`;
  const runs = await risingRates(target.port);
  const held = runs.findLast(isHeld);
  const peers: readonly (readonly [string, PeerRun | null])[] = [
    ['wrk', await askWrk(url, ceilingSeconds, connections)],
    ['hey', await askHey(url, ceilingSeconds, { connections, rate: 0 })],
    ['autocannon', await askAutocannon(url, ceilingSeconds, connections)],
  ];
  // Peers run as fast as they can, where many answers are read at once; so ours is taken where it is fullest too.
  const own = Math.max(...runs.map(({ sent, cpuMs }) => (sent / cpuMs) * 1000));
  return [
    {
      name: 'load/ceiling-rate-held-in-time',
      figure: held === undefined ? 'none' : `${Math.round((held.sent / held.tookMs) * 1000)}/s`,
      peer: held === undefined ? '-' : `late-p99-${held.latenessP99Ms.toFixed(1)}ms`,
      ratio: '-',
    },
    ...peers.map(([who, run]) => {
      const theirs = run === null ? null : (run.requests / run.cpuMs) * 1000;
      return {
        name: `load/ceiling-per-cpu-second-beside-${who}`,
        figure: `${Math.round(own)}`,
        peer: theirs === null ? '-' : `${Math.round(theirs)}`,
        ratio: theirs === null ? '-' : (own / theirs).toFixed(2),
      };
    }),
  ];
}

const isHeld = (run: Ours): boolean => !run.isBottleneck && run.answered >= run.asked * 0.99;

/** Twice as many each time, until answers stay out. */
async function risingRates(port: number): Promise<readonly Ours[]> {
  const runs: Ours[] = [];
  for (let next = 4000; next <= 64_000; next *= 2) {
    const run = await measured(port, next, ceilingSeconds, 1);
    if (run.answered < run.asked * 0.99) break;
    runs.push(run);
  }
  if (runs.length === 0) throw new Error('nginx did not answer the lowest rate');
  return runs;
}

async function measured(
  port: number,
  perSecond: number,
  ...[forSeconds, warmUp = 0]: readonly number[]
): Promise<Ours> {
  await using generator = await child(
    'measured.ts',
    String(port),
    String(perSecond),
    String(forSeconds),
    String(warmUp),
  );
  return generator.first as Ours;
}

const shown = (ms: number | null | undefined): string =>
  ms === null || ms === undefined ? '-' : `${Number(ms.toPrecision(4))}ms`;

/** A process of the bench and the first line it prints, as JSON. */
async function child(
  file: string,
  ...args: readonly string[]
): Promise<{ readonly first: unknown } & AsyncDisposable> {
  const path = new URL(`./load/${file}`, import.meta.url).pathname;
  const started: ChildProcess = spawn(process.execPath, [path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => started.once('exit', () => resolve()));
  const first = await new Promise<unknown>((resolve, reject) => {
    if (started.stdout === null) return reject(new Error('no output'));
    createInterface(started.stdout).once('line', (line) => resolve(JSON.parse(line)));
    started.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return {
    first,
    [Symbol.asyncDispose]: async () => {
      started.stdin?.end();
      started.kill();
      await gone;
    },
  };
}
