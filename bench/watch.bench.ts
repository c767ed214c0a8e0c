import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchLine } from './run.ts';
import { blackboxRates } from './watch/blackbox.ts';
import type { PeerRates } from './watch/blackbox.ts';
import { buildProgram } from './watch/built-program.ts';
import { makeChain } from './watch/certificates.ts';
import type { Rates } from './watch/measured.ts';
import { serve } from './watch/served.ts';
import type { Watched } from './watch/furnish.ts';
import type { Served, Town } from './watch/served.ts';

const watched = (own: Partial<Watched>): Watched => ({
  monitors: 0,
  scheme: 'https',
  days: 0,
  seconds: 0,
  warmUpSeconds: 8,
  isNew: false,
  ...own,
});

/**
 * Issue 8: what a look costs beside prometheus-blackbox-exporter in the same run, over a realistic certificate chain, per second of
 * CPU time, so that a busy machine changes it little; and `serve` as it is installed with thousands of monitors, each time without and
 * with ten open pages. About four and a half minutes.
 */
export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-watch-'));
  const chain = makeChain(folder);
  const program = buildProgram();
  const target = start('target.ts', chain.keyPath, chain.chainPath);
  try {
    const ports = (await firstLine(target)) as Pick<Town, 'https' | 'http' | 'dns'>;
    const town: Town = { main: program.main, rootPath: chain.rootPath, ...ports };
    const own = start('measured.ts', chain.rootPath, String(ports.https), String(ports.http));
    const rates = (await firstLine(own)) as Rates;
    const peer = await blackboxRates(folder, { ...ports, rootPath: chain.rootPath });
    const idle = await serve(town, watched({}));
    const full = await serve(town, watched({ monitors: 4_000, seconds: 15 }));
    // The first minute has no sessions to resume.
    const mixed = await serve(town, watched({ monitors: 10_000, seconds: 12, warmUpSeconds: 64 }));
    const plain = await serve(town, watched({ monitors: 50_000, scheme: 'http', seconds: 10 }));
    const fresh = await serve(town, watched({ monitors: 10_000, isNew: true }));
    const views = [
      await serve(town, watched({ monitors: 1_000, days: 45 })),
      await serve(town, watched({ monitors: 10_000, days: 45 })),
    ];
    return [
      ...rateLines(rates, peer),
      line('watch/idle-process', `${Math.round(idle.idleMb)}MB`, '120MB', idle.idleMb / 120),
      ...servedLines('4000-full', 4_000, full),
      ...servedLines('10000-resumed', 10_000, mixed),
      ...servedLines('50000-http', 50_000, plain),
      ...viewLines(views),
      ...freshLines(fresh),
    ];
  } finally {
    target.kill();
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resumption allowed: four looks of five resume, the fifth shakes hands in full. */
const resumedShare = 0.8;
const wantedPerSecond = 10_000 / 60;

function rateLines(rates: Rates, peer: PeerRates | null): readonly BenchLine[] {
  const { full, resumed, plain, alone } = rates;
  const failed = full.failed + resumed.failed + plain.failed + alone.failed;
  if (failed > 0) throw new Error(`${failed} looks failed; the figures mean nothing`);
  const mixed =
    wantedPerSecond * ((1 - resumedShare) / full.perCpuSecond + resumedShare / resumed.perCpuSecond);
  return [
    rateLine('watch/https-full', full.perCpuSecond, peer?.https ?? null),
    rateLine(`watch/https-resumed-${percent(resumed.resumed)}`, resumed.perCpuSecond, peer?.https ?? null),
    rateLine('watch/http', plain.perCpuSecond, peer?.http ?? null),
    line('watch/10000-resumed-core-computed', percent(mixed), '60%', mixed / 0.6),
    line('watch/tls-median-alone', `${alone.tlsMs.toFixed(2)}ms`, '-', null),
    line(
      'watch/tls-median-at-66-a-second',
      `${rates.paced.tlsMs.toFixed(2)}ms`,
      'alone',
      rates.paced.tlsMs / alone.tlsMs,
    ),
  ];
}

function servedLines(name: string, monitors: number, { figures }: Served): readonly BenchLine[] {
  if (figures === null) throw new Error('Nothing was measured');
  const { alone, shown, latenessP99Ms, rssMb, shed } = figures;
  const failed = alone.failed + shown.failed;
  if (failed > 0) throw new Error(`${failed} looks failed; the figures mean nothing`);
  const { checksPerMinute, coreShare, flagged } = shown;
  const at = (figure: string): string => `watch/${name}-${figure}`;
  const rates = [checksPerMinute, alone.checksPerMinute].map((rate) => `${Math.round(rate)}/min`);
  return [
    line(at('rate'), rates[0] ?? '', `${monitors}/min`, checksPerMinute / monitors),
    line(at('rate-with-ten-pages'), rates[0] ?? '', rates[1] ?? '', checksPerMinute / alone.checksPerMinute),
    line(at('core'), percent(coreShare), '60%', coreShare / 0.6),
    line(at('core-without-pages'), percent(alone.coreShare), '60%', alone.coreShare / 0.6),
    line(at('core-ms-per-look'), `${((coreShare / checksPerMinute) * 60_000).toFixed(2)}ms`, '-', null),
    line(at('lateness-p99'), `${latenessP99Ms.toFixed(1)}ms`, '10ms', latenessP99Ms / 10),
    line(at('rss'), `${Math.round(rssMb)}MB`, '200MB', rssMb / 200),
    line(at('flagged-late-loop'), percent(flagged), '-', null),
    line(at('resumed'), percent(shown.resumed), '-', null),
    line(at('shed'), String(shed), '-', null),
  ];
}

const freshLines = ({ slowestViewMs }: Served): readonly BenchLine[] =>
  slowestViewMs === null
    ? []
    : [
        line(
          'watch/first-start-10000-slowest-view',
          `${Math.round(slowestViewMs)}ms`,
          '2000ms',
          slowestViewMs / 2_000,
        ),
      ];

const viewLines = (views: readonly Served[]): readonly BenchLine[] =>
  views.flatMap(({ firstView }, place) => {
    const [name, limitMs] = place === 0 ? (['1000', 1_000] as const) : (['10000', 2_000] as const);
    if (firstView === null) return [];
    const { ms, kb } = firstView;
    return [line(`watch/first-view-${name}`, `${ms}ms ${kb}KB`, `${limitMs}ms`, ms / limitMs)];
  });

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;

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
): BenchLine => ({ name, figure, peer, ratio: ratio === null ? '-' : ratio.toFixed(2) });

const start = (file: string, ...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [new URL(`./watch/${file}`, import.meta.url).pathname, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });

/** The first line a child prints, as JSON; rejects when it ends without one. */
function firstLine(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'));
    createInterface({ input: child.stdout }).once('line', (text) => resolve(JSON.parse(text)));
    child.once('exit', (code) => reject(new Error(`A process of the bench ended with ${code}`)));
  });
}
