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
import type { Monitor, Sample } from '../../src/model/monitor.ts';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import { newMachine } from '../../src/monitor/incident/machine.ts';
import { noPhases } from '../../src/monitor/probing/sample.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { secretHash } from '../../src/server/auth/secrets.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { cpuSeconds, residentMb } from './process-figures.ts';

export interface Watched {
  readonly monitors: number;
  readonly scheme: 'https' | 'http';
  /** Daily figures each monitor has already. */
  readonly days: number;
  /** How long it is measured; 0: only the first view. */
  readonly seconds: number;
}

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
  readonly figures: Figures | null;
}
interface Figures {
  readonly checksPerMinute: number;
  readonly coreShare: number;
  readonly latenessP99Ms: number;
  readonly shed: number;
  readonly failed: number;
  /** Share of looks taken while the loop was more than 5 ms late. */
  readonly flagged: number;
  readonly rssMb: number;
}

const token = `lr_token_${'b'.repeat(43)}`;
const warmUpMs = 8_000;

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
    const figures =
      watched.seconds > 0 ? await measure(url, pid, { folder, seconds: watched.seconds }) : null;
    return { idleMb, firstView, figures };
  } finally {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a server that has watched for weeks finds in its file. */
async function furnish(folder: string, watched: Watched): Promise<void> {
  const path = join(folder, 'watch.db');
  const clock = createClock();
  const store = await openSqliteStore({ path, clock });
  await store.people.putCredential({
    hash: secretHash(token),
    kind: 'token',
    user: null,
    name: 'bench',
    role: 'viewer',
    createdAt: clock.now(),
    expiresAt: null,
    lastUsedAt: null,
  });
  await store[Symbol.asyncDispose]();
  const database = new DatabaseSync(path);
  const put = database.prepare('insert into monitors (id, body) values (?, ?)');
  const seen = database.prepare('insert into monitor_states (monitor, body) values (?, ?)');
  const roll = database.prepare(
    "insert into rollups (step, monitor, from_at, region, total, up, degraded, down, sketch, is_settled) values (1440, ?, ?, 'home', 1440, 1439, 0, 1, '', 1)",
  );
  const now = clock.now();
  const today = Math.floor(now / 86_400_000) * 86_400_000;
  database.exec('begin');
  for (let number = 0; number < watched.monitors; number += 1) {
    const monitor = monitorOf(number, watched);
    put.run(monitor.id, JSON.stringify(monitor));
    // Looked at just now: there is nothing to catch up, so that turns are even from the start.
    const state = {
      monitor: monitor.id,
      outcome: 'up',
      since: now,
      lastSample: goodLook(monitor.id, now),
      machine: newMachine,
    };
    seen.run(monitor.id, JSON.stringify(state));
    for (let day = 1; day <= watched.days; day += 1) roll.run(monitor.id, today - day * 86_400_000);
  }
  database.exec('commit');
  database.close();
}

const goodLook = (monitor: string, at: UnixMs): Sample => ({
  monitor,
  region: 'home',
  at,
  outcome: 'up',
  totalMs: 120,
  phases: noPhases,
  layer: null,
  code: null,
  message: '',
  address: null,
  isResumed: false,
  lagMs: 0,
  evidence: [],
});

function monitorOf(number: number, { scheme, seconds }: Watched): Monitor {
  const id = `m${String(number).padStart(5, '0')}`;
  const target = `${scheme}://${id}.shop.example/`;
  const own = { id, title: `Page ${number}`, kind: 'http', target, isPaused: seconds === 0 } as const;
  return blankMonitor(profileByName('ecommerce'), own);
}

function start(town: Town, folder: string): ChildProcess {
  const args = [
    'serve',
    '--json',
    '--port',
    '0',
    '--data',
    folder,
    '--always-connected',
    '--ca',
    town.rootPath,
  ];
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

async function measure(
  url: string,
  pid: number,
  { folder, seconds }: { readonly folder: string; readonly seconds: number },
): Promise<Figures> {
  const stop = new AbortController();
  const pages = Array.from({ length: 10 }, () => readOn(url, stop.signal));
  await wait(warmUpMs);
  const [cpu, fromMs, fromAt] = [cpuSeconds(pid), performance.now(), Date.now()];
  for (let second = 0; second < seconds; second += 1) {
    await wait(1_000);
    await (await ask(url, '/api/monitors')).text();
  }
  const tookS = (performance.now() - fromMs) / 1000;
  const coreShare = (cpuSeconds(pid) - cpu) / tookS;
  const rssMb = residentMb(pid);
  const metrics = await (await ask(url, '/metrics')).text();
  const figure = (name: string): number =>
    Number(new RegExp(`^launch_ready_${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN);
  const latenessP99Ms = figure('check_lateness_p99_seconds') * 1000;
  const shed = figure('checks_shed_total');
  stop.abort();
  await Promise.all(pages);
  return { latenessP99Ms, shed, coreShare, rssMb, ...looksIn(folder, fromAt, tookS) };
}

/** A page that is open: its stream of changes is read to the end. */
async function readOn(url: string, signal: AbortSignal): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/live`, { headers, signal }).catch(() => null);
  const reader = answer?.body?.getReader();
  while (reader !== undefined && !(await reader.read().catch(() => ({ done: true }))).done);
}

/** What has really been written, as the file says it. */
function looksIn(folder: string, fromAt: number, tookS: number) {
  const database = new DatabaseSync(join(folder, 'watch.db'), { readOnly: true });
  const row = database
    .prepare(
      "select count(*) as looks, sum(outcome <> 'up') as failed, sum(lag_ms > 5) as flagged from samples where at >= ?",
    )
    .get(unixMs(fromAt));
  database.close();
  const [looks, failed, flagged] = [
    Number(row?.['looks']),
    Number(row?.['failed']),
    Number(row?.['flagged']),
  ];
  return { checksPerMinute: (looks / tookS) * 60, failed, flagged: flagged / Math.max(1, looks) };
}
