import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { unixMs } from '../../src/model/brand.ts';
import type { UnixMs } from '../../src/model/brand.ts';
import { furnish, token } from './furnish.ts';
import type { Watched } from './furnish.ts';
import { cpuSeconds, residentMb } from './process-figures.ts';
import { serveWords } from './built-program.ts';

export interface Town {
  readonly main: string;
  readonly rootPath: string;
  readonly https: number;
  readonly http: number;
  readonly dns: number;
}

export interface Served {
  readonly idleMb: number;
  readonly firstView: { readonly ms: number; readonly kb: number } | null;
  /** The slowest list of the first seconds after a first start. */
  readonly slowestViewMs: number | null;
  readonly figures: Figures | null;
}
interface Figures {
  /** Nobody looks at the pages. */
  readonly alone: WindowFigures;
  /** Ten pages are open, and the list is fetched each second. */
  readonly shown: WindowFigures;
  readonly latenessP99Ms: number;
  readonly shed: number;
  readonly rssMb: number;
}
interface WindowFigures {
  readonly checksPerMinute: number;
  readonly coreShare: number;
  readonly failed: number;
  /** Share of looks taken while the loop was more than 5 ms late. */
  readonly flagged: number;
  /** Share of looks that resumed a TLS session. */
  readonly resumed: number;
}

/**
 * `launch-ready serve` as it is installed, in a process of its own: storage, incident logic, a page that is open and the list of
 * monitors fetched each second. Figures are those of the whole process, threads included.
 */
export async function serve(town: Town, watched: Watched): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-served-'));
  await furnish(folder, watched);
  const child = start(town, folder);
  try {
    const url = await addressOf(child);
    const pid = child.pid ?? 0;
    const idleMb = watched.monitors === 0 ? await settledMb(pid) : Number.NaN;
    const firstView = watched.monitors > 0 && watched.days > 0 ? await lookFirst(url) : null;
    const slowestViewMs = watched.isNew ? await lookAgain(url) : null;
    const figures = watched.seconds > 0 ? await measure({ url, pid, folder }, watched) : null;
    return { idleMb, firstView, slowestViewMs, figures };
  } finally {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(town: Town, folder: string): ChildProcess {
  const args = [...serveWords(folder), '--ca', town.rootPath];
  const network = [`--resolver=127.0.0.1#${town.dns}`, '--map', `*:443=127.0.0.1:${town.https}`];
  const more = ['--map', `*:80=127.0.0.1:${town.http}`];
  return spawn(process.execPath, [town.main, ...args, ...network, ...more], {
    cwd: folder,
    stdio: ['ignore', 'pipe', process.env['BENCH_LOG'] === undefined ? 'ignore' : 'inherit'],
  });
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  if (typeof first[0] !== 'string') throw new Error(`serve ended with ${String(first[0])}`);
  return (JSON.parse(first[0]) as { readonly url: string }).url;
}

async function settledMb(pid: number): Promise<number> {
  await wait(8_000);
  return residentMb(pid);
}

const ask = (url: string, where: string): Promise<Response> =>
  fetch(`${url}${where}`, { headers: { authorization: `Bearer ${token}` } });

/** What the monitors page fetches first, with nothing in any cache. */
async function lookFirst(url: string): Promise<{ readonly ms: number; readonly kb: number }> {
  const from = performance.now();
  let bytes = 0;
  for (const where of ['/api/session', '/api/overview', '/api/monitors']) {
    const answer = await ask(url, where);
    if (answer.status !== 200) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
    bytes += gzipSync(await answer.text()).length;
  }
  return { ms: Math.round(performance.now() - from), kb: Math.round(bytes / 1024) };
}

/** While ten thousand monitors that were never looked at wait for their first look. */
async function lookAgain(url: string): Promise<number> {
  let slowestMs = 0;
  for (let count = 0; count < 16; count += 1) {
    const from = performance.now();
    await (await ask(url, '/api/monitors')).text();
    slowestMs = Math.max(slowestMs, performance.now() - from);
    await wait(500);
  }
  return slowestMs;
}

interface Running {
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
}

async function measure(running: Running, { seconds, warmUpSeconds }: Watched): Promise<Figures> {
  const { url, pid } = running;
  await wait(warmUpSeconds * 1_000);
  const alone = await windowOf(running, seconds, () => Promise.resolve());
  const stop = new AbortController();
  const pages = Array.from({ length: 10 }, () => readOn(url, stop.signal));
  const shown = await windowOf(running, seconds, async () => {
    await (await ask(url, '/api/monitors')).text();
  });
  const rssMb = residentMb(pid);
  const metrics = await (await ask(url, '/metrics')).text();
  const figure = (name: string): number =>
    Number(new RegExp(`^launch_ready_${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);
  const latenessP99Ms = figure('check_lateness_p99_seconds') * 1000;
  const shed = figure('checks_shed_total');
  stop.abort();
  await Promise.all(pages);
  return { alone, shown, latenessP99Ms, shed, rssMb };
}

async function windowOf(
  { pid, folder }: Running,
  seconds: number,
  eachSecond: () => Promise<void>,
): Promise<WindowFigures> {
  const [cpu, fromMs, fromAt] = [cpuSeconds(pid), performance.now(), Date.now()];
  for (let second = 0; second < seconds; second += 1) {
    await wait(1_000);
    await eachSecond();
  }
  const tookS = (performance.now() - fromMs) / 1000;
  const coreShare = (cpuSeconds(pid) - cpu) / tookS;
  const untilAt = Date.now();
  // What was seen last is on its way to the file.
  await wait(settleMs);
  return { coreShare, ...looksIn(folder, { from: unixMs(fromAt), to: unixMs(untilAt) }, tookS) };
}

const settleMs = 1_500;

/** A page that is open: its stream of changes is read to the end. */
async function readOn(url: string, signal: AbortSignal): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/live`, { headers, signal }).catch(() => null);
  const reader = answer?.body?.getReader();
  while (reader !== undefined && !(await reader.read().catch(() => ({ done: true }))).done);
}

/** What has really been written, as the file says it. */
function looksIn(
  folder: string,
  { from, to }: { readonly from: UnixMs; readonly to: UnixMs },
  tookS: number,
) {
  const database = new DatabaseSync(join(folder, 'watch.db'), { readOnly: true });
  const row = database
    .prepare(
      `select count(*) as looks, sum(outcome <> 'up') as failed, sum(lag_ms > 5) as flagged, sum(is_resumed) as resumed
       from samples where at >= ? and at < ?`,
    )
    .get(from, to);
  database.close();
  const [looks = 0, failed = 0, flagged = 0, resumed = 0] = ['looks', 'failed', 'flagged', 'resumed'].map(
    (name) => Number(row?.[name]),
  );
  return {
    checksPerMinute: (looks / tookS) * 60,
    failed,
    flagged: flagged / Math.max(1, looks),
    resumed: resumed / Math.max(1, looks),
  };
}
