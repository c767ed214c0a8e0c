import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { unixMs } from '../src/model/brand.ts';
import { readErrorEvent } from '../src/ingest/errors/event.ts';
import { blankMonitor } from '../src/monitor/deriving/blank.ts';
import { createClock } from '../src/outside/real/clock.ts';
import { createErrorDesk } from '../src/server/ingest/sentry/error-desk.ts';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import { eventText } from './errors/event-text.ts';
import { sendErrors } from './errors/sender.ts';
import type { BenchLine } from './run.ts';
import { buildProgram } from './watch/built-program.ts';
import { makeChain } from './watch/certificates.ts';
import { cpuSeconds, residentMb } from './watch/process-figures.ts';
import { profileByName } from '../src/profiles/load.ts';

const key = 'ab'.repeat(16);
const floodSeconds = Number(process.env['FLOOD_SECONDS'] ?? 60);
const warmUpEvents = 5_000;
const rateEvents = 20_000;
const storedEvents = 2_000;
const settleMs = 8_000;
const quietMs = 15_000;
const watched = 300;

/**
 * Issue 10: errors a second of CPU time with storage, bytes a million of them take, and a flood of 10,000 a second for a minute while
 * 300 pages are watched every ten seconds; the floor is a server that only reads and parses. About two minutes and a quarter.
 */
export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-errors-'));
  const chain = makeChain(folder);
  const program = buildProgram();
  const target = start(new URL('watch/target.ts', import.meta.url).pathname, [
    chain.keyPath,
    chain.chainPath,
  ]);
  try {
    const ports = (await firstLine(target)) as Ports;
    const stored = await timed('storing', () => bytesPerMillion(folder));
    const rate = await timed('rate', () =>
      served(
        program.main,
        { folder: join(folder, 'rate'), ports, perMinute: 100_000_000, monitors: 0 },
        measureRate,
      ),
    );
    const floor = await timed('floor', () => floorRate(folder));
    const flood = await timed('flood', () =>
      served(
        program.main,
        { folder: join(folder, 'flood'), ports, perMinute: 30_000, monitors: watched },
        measureFlood,
      ),
    );
    return linesOf({ rate, floor, stored, flood });
  } finally {
    target.kill();
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Says on stderr how long each part took. */
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  process.stderr.write(`  ${name}: ${((performance.now() - from) / 1000).toFixed(0)} s\n`);
  return result;
}

async function floorRate(folder: string): Promise<number> {
  const bare = start(new URL('errors/floor.ts', import.meta.url).pathname, []);
  try {
    const { url } = (await firstLine(bare)) as { readonly url: string };
    return await measureRate({ url, pid: bare.pid ?? 0, folder });
  } finally {
    bare.kill();
  }
}

interface Measured {
  readonly rate: number;
  /** Of a server that only reads and parses. */
  readonly floor: number;
  readonly stored: number;
  readonly flood: Awaited<ReturnType<typeof measureFlood>>;
}

function linesOf({ rate, floor, stored, flood }: Measured): readonly BenchLine[] {
  const rows: readonly (readonly [string, number, number, string])[] = [
    ['per-core-second', rate, 3_000, ''],
    ['per-core-second-beside-bare-http', rate, floor, ''],
    ['gb-per-million', stored / 1e9, 3, 'GB'],
    ['flood-rss', flood.rssMb, 250, 'MB'],
    ['flood-asked-per-second', flood.perSecond, 10_000, ''],
    ['flood-cpu-seconds-a-second', flood.cpuShare, 1, ''],
    ['flood-late-p99', flood.lateP99Ms, flood.quietP99Ms, 'ms'],
    ['flood-looks-a-minute', flood.looksPerMinute, watched * 6, ''],
  ];
  return rows.map(([name, figure, peer, unit]) => ({
    name: `errors/${name}`,
    figure: `${figure < 10 ? figure.toFixed(2) : Math.round(figure)}${unit}`,
    peer: `${Math.round(peer)}${unit}`,
    ratio: (figure / peer).toFixed(2),
  }));
}

interface Ports {
  readonly http: number;
  readonly dns: number;
}
interface Running {
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
}

/** The desk over a file, written so often that every event is kept whole: the most they can take. */
async function bytesPerMillion(folder: string): Promise<number> {
  const path = join(folder, 'bytes.db');
  const clock = createClock();
  const store = await openSqliteStore({ path, clock });
  const desk = createErrorDesk({
    store,
    outside: { clock },
    tell: async () => undefined,
    changed: () => undefined,
  });
  for (let number = 0; number < storedEvents; number += 1) {
    const id = randomBytes(16).toString('hex');
    const value = JSON.parse(eventText(id, number % 100).split('\n')[2] ?? '');
    const event = readErrorEvent(value, { project: '1', now: clock.now(), sentAt: null, newId: () => id });
    desk.take({ event, value, bytes: 8_000, attachments: [] });
    if (number % 20 === 19) await desk.flush();
  }
  await desk.flush();
  await store[Symbol.asyncDispose]();
  return (statSync(path).size / storedEvents) * 1e6;
}

interface Shop {
  readonly folder: string;
  readonly ports: Ports;
  /** Events the key may send. */
  readonly perMinute: number;
  readonly monitors: number;
}

async function served<T>(main: string, shop: Shop, measure: (running: Running) => Promise<T>): Promise<T> {
  const { folder, ports } = shop;
  await furnish(shop);
  const child = start(main, [
    'serve',
    '--json',
    '--port',
    '0',
    '--data',
    folder,
    '--always-connected',
    `--resolver=127.0.0.1#${ports.dns}`,
    '--map',
    `*:80=127.0.0.1:${ports.http}`,
  ]);
  try {
    const { url } = (await firstLine(child)) as { readonly url: string };
    return await measure({ url, pid: child.pid ?? 0, folder });
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

async function furnish({ folder, perMinute, monitors }: Shop): Promise<void> {
  const clock = createClock();
  const store = await openSqliteStore({ path: join(folder, 'watch.db'), clock });
  const createdAt = clock.now();
  await store.ingest.putProject({
    id: '1',
    name: 'shop',
    createdAt,
    origins: [],
    eventsPerMinute: perMinute,
  });
  await store.ingest.putKey({ publicKey: key, project: '1', createdAt: unixMs(createdAt), endsAt: null });
  for (let number = 0; number < monitors; number += 1)
    await store.monitors.put({
      ...blankMonitor(profileByName('ecommerce'), {
        id: `page-${number}`,
        title: `Page ${number}`,
        kind: 'http',
        target: `http://h${number}.shop.example/`,
      }),
      intervalSeconds: 10,
    });
  await store[Symbol.asyncDispose]();
}

async function measureRate({ url, pid }: Running): Promise<number> {
  const sending = { url, key, groups: 50, connections: 32, perSecond: null };
  await sendErrors({ ...sending, isOver: (sent) => sent >= warmUpEvents });
  const before = cpuSeconds(pid);
  const statuses = await sendErrors({ ...sending, isOver: (sent) => sent >= rateEvents });
  await wait(1_000);
  const taken = statuses.get(200) ?? 0;
  if (taken < rateEvents * 0.99)
    throw new Error(`only ${taken} of ${rateEvents} were taken: ${JSON.stringify([...statuses])}`);
  return taken / (cpuSeconds(pid) - before);
}

async function measureFlood({ url, pid, folder }: Running) {
  await wait(settleMs);
  const quietFrom = Date.now();
  await wait(quietMs);
  const [from, fromAt] = [performance.now(), Date.now()];
  const cpuBefore = cpuSeconds(pid);
  let rssMb = 0;
  const sampling = setInterval(() => {
    rssMb = Math.max(rssMb, residentMb(pid));
  }, 500);
  const statuses = await sendErrors({
    url,
    key,
    groups: 500,
    connections: 64,
    perSecond: 10_000,
    isOver: () => performance.now() - from > floodSeconds * 1000,
  });
  clearInterval(sampling);
  const tookS = (performance.now() - from) / 1000;
  const cpuShare = (cpuSeconds(pid) - cpuBefore) / tookS;
  const sent = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  process.stderr.write(`flood: ${JSON.stringify([...statuses])}\n`);
  const looks = looksIn(folder, fromAt);
  return {
    rssMb,
    perSecond: sent / tookS,
    cpuShare,
    lateP99Ms: looks.lateP99Ms,
    quietP99Ms: looksIn(folder, quietFrom, fromAt).lateP99Ms,
    looksPerMinute: (looks.count / tookS) * 60,
  };
}

/** What was looked at, as the file says it: how far the time between two looks was from ten seconds. */
function looksIn(folder: string, from: number, to = Number.MAX_SAFE_INTEGER) {
  const database = new DatabaseSync(join(folder, 'watch.db'), { readOnly: true });
  const rows = database
    .prepare('select monitor, at from samples where at >= ? and at < ? order by monitor, at')
    .all(from, to);
  database.close();
  const late = rows
    .flatMap(({ monitor, at }, place) =>
      rows[place - 1]?.['monitor'] === monitor
        ? [Math.abs(Number(at) - Number(rows[place - 1]?.['at']) - 10_000)]
        : [],
    )
    .toSorted((one, other) => one - other);
  return { count: rows.length, lateP99Ms: late[Math.floor(late.length * 0.99)] ?? Number.NaN };
}

const start = (file: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error('no output');
  const [text] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit'),
  ]);
  if (typeof text !== 'string') throw new Error(`it ended with ${String(text)}`);
  return JSON.parse(text);
}
