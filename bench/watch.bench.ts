import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchLine } from './run.ts';
import { blackboxRates } from './watch/blackbox.ts';
import { makeChain } from './watch/certificates.ts';

interface Rate {
  readonly perCpuSecond: number;
  readonly failed: number;
  readonly resumed: number;
  readonly connectMs: number;
  readonly tlsMs: number;
}
interface Measured {
  readonly full: Rate;
  readonly resumed: Rate;
  readonly plain: Rate;
  readonly whole: {
    readonly checksPerMinute: number;
    readonly coreShare: number;
    readonly latenessP99Ms: number;
    readonly flagged: number;
    readonly failed: number;
    readonly connectMs: number;
    readonly tlsMs: number;
    readonly rssMb: number;
  };
}

/**
 * Checks a second on one core over a realistic certificate chain, beside prometheus-blackbox-exporter in the same run. Rates are
 * per second of the process's own CPU time, so that a busy machine changes them little. About 40 s.
 */
export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-watch-'));
  const chain = makeChain(folder);
  const target = start('target.ts', chain.keyPath, chain.chainPath);
  try {
    const ports = (await firstLine(target)) as { readonly https: number; readonly http: number };
    const measure = (mode: string): Promise<unknown> =>
      firstLine(start('measured.ts', mode, chain.rootPath, String(ports.https), String(ports.http)));
    const rates = (await measure('rates')) as Omit<Measured, 'whole'>;
    const measured: Measured = { ...rates, whole: (await measure('fleet')) as Measured['whole'] };
    const serve = (...args: readonly string[]): Promise<unknown> =>
      firstLine(start('served.ts', chain.rootPath, String(ports.https), ...args));
    const views = [(await serve('1000', '0', '45')) as Served, (await serve('10000', '0', '45')) as Served];
    const served = (await serve('4000', '12', '0')) as Served;
    const peer = await blackboxRates(folder, { ...ports, rootPath: chain.rootPath });
    return [...linesOf(measured, peer), ...servedLines(served, views)];
  } finally {
    target.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With storage, incident logic, live pages and the list of monitors fetched every second. */
interface Served {
  readonly first: { readonly ms: number; readonly kb: number } | null;
  readonly figures: {
    readonly coreShare: number;
    readonly latenessP99Ms: number;
    readonly failed: number;
    readonly rssMb: number;
  } | null;
}

function servedLines({ figures }: Served, views: readonly Served[]): readonly BenchLine[] {
  if (figures === null || figures.failed > 0) throw new Error('Checks failed; the figures mean nothing');
  return [
    line('watch/served-4000-core', `${Math.round(figures.coreShare * 100)}%`, '60%', figures.coreShare / 0.6),
    line(
      'watch/served-lateness-p99',
      `${figures.latenessP99Ms.toFixed(1)}ms`,
      '10ms',
      figures.latenessP99Ms / 10,
    ),
    line('watch/served-rss', `${Math.round(figures.rssMb)}MB`, '200MB', figures.rssMb / 200),
    ...views.flatMap(({ first }, at) => {
      const [name, limitMs] = at === 0 ? ['1000', 1000] : ['10000', 2000];
      return first === null
        ? []
        : [
            line(
              `watch/first-view-${name}`,
              `${first.ms}ms ${first.kb}KB`,
              `${limitMs}ms`,
              first.ms / Number(limitMs),
            ),
          ];
    }),
  ];
}

function linesOf(
  { full, resumed, plain, whole }: Measured,
  peer: Awaited<ReturnType<typeof blackboxRates>>,
): readonly BenchLine[] {
  const failed = full.failed + resumed.failed + plain.failed + whole.failed;
  if (failed > 0) throw new Error(`${failed} checks failed; the figures mean nothing`);
  return [
    rateLine('watch/https-full', full.perCpuSecond, peer?.https ?? null),
    rateLine(
      `watch/https-resumed-${Math.round(resumed.resumed * 100)}%`,
      resumed.perCpuSecond,
      peer?.https ?? null,
    ),
    rateLine('watch/http', plain.perCpuSecond, peer?.http ?? null),
    line('watch/4000-monitors-core', `${Math.round(whole.coreShare * 100)}%`, '60%', whole.coreShare / 0.6),
    line(
      'watch/4000-monitors-rate',
      `${Math.round(whole.checksPerMinute)}/min`,
      '4000/min',
      whole.checksPerMinute / 4000,
    ),
    line('watch/lateness-p99', `${whole.latenessP99Ms.toFixed(1)}ms`, '10ms', whole.latenessP99Ms / 10),
    line('watch/rss', `${Math.round(whole.rssMb)}MB`, '200MB', whole.rssMb / 200),
    line('watch/flagged-late-loop', `${(whole.flagged * 100).toFixed(1)}%`, '-', null),
    line('watch/tls-median', `${whole.tlsMs.toFixed(2)}ms`, '-', null),
  ];
}

const rateLine = (name: string, ours: number, peer: number | null): BenchLine => ({
  name,
  figure: `${Math.round(ours)}/cpu-s`,
  peer: peer === null ? '-' : `${Math.round(peer)}/cpu-s`,
  ratio: peer === null ? '-' : (ours / peer).toFixed(2),
});

const line = (
  name: string,
  figure: string,
  ...[peer, ratio]: readonly [string, number | null]
): BenchLine => ({
  name,
  figure,
  peer,
  ratio: ratio === null ? '-' : ratio.toFixed(2),
});

const start = (file: string, ...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [new URL(`./watch/${file}`, import.meta.url).pathname, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });

/** The first line a child prints, as JSON; rejects when it ends without one. */
function firstLine(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'));
    createInterface(child.stdout).once('line', (text) => resolve(JSON.parse(text)));
    child.once('exit', (code) => reject(new Error(`A process of the bench ended with ${code}`)));
  });
}
