import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { readErrorEvent } from '../src/ingest/errors/event.ts';
import { createClock } from '../src/outside/real/clock.ts';
import { createErrorDesk } from '../src/server/ingest/sentry/error-desk.ts';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import { eventText } from './errors/event-text.ts';
import { sendErrors } from './errors/sender.ts';
import { firstLine, key, served, start, type Ports, type Running } from './errors/served.ts';
import type { BenchLine } from './run.ts';
import { buildProgram } from './watch/built-program.ts';
import { makeChain } from './watch/certificates.ts';
import { cpuSeconds, residentMb } from './watch/process-figures.ts';

const floodSeconds = Number(process.env['FLOOD_SECONDS'] ?? 60);
const warmUpEvents = 15_000;
/** Server and floor take turns: the speed of a shared machine changes within seconds. */
const rounds = 6;
const eventsARound = 4_000;
const storedEvents = 2_000;
/** The first looks are spread over ten seconds, the next have their places: only then is a look late or on time. */
const settleMs = 21_000;
const quietMs = 15_000;
const watched = 300;
const floodPerSecond = 10_000;
/** Events a minute the key may send: as it is made, and so few that nearly all are refused. */
const floods = [
  ['flood', 30_000],
  ['refused-flood', 1_000],
] as const;

/**
 * Issue 10: errors a second of CPU time with storage, bytes a million of them take, and a flood of 10,000 a second for a minute while
 * 300 pages are watched every ten seconds, once against a key as it is made and once against one that may send little; the
 * floor is a server that only reads and parses. About four and a half minutes.
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
    const shop = { folder: join(folder, 'rate'), ports, perMinute: 100_000_000, monitors: 0 };
    const rates = await timed('rate', () =>
      served(program.main, shop, (server) => withFloor((floor) => measureRates(server, floor))),
    );
    const floodLines: BenchLine[] = [];
    for (const [name, perMinute] of floods) {
      const flooded = { folder: join(folder, name), ports, perMinute, monitors: watched };
      const flood = await timed(name, () => served(program.main, flooded, measureFlood));
      floodLines.push(...lines(floodRows({ name, perMinute, flood })));
    }
    return [...lines(rateRows(rates, stored)), ...floodLines];
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

type Server = Pick<Running, 'url' | 'pid'>;

async function withFloor<T>(measure: (floor: Server) => Promise<T>): Promise<T> {
  const bare = start(new URL('errors/floor.ts', import.meta.url).pathname, []);
  try {
    const { url } = (await firstLine(bare)) as { readonly url: string };
    return await measure({ url, pid: bare.pid ?? 0 });
  } finally {
    bare.kill();
  }
}

interface Rates {
  readonly rate: number;
  /** Where no two stacks are the same. */
  readonly ownStacks: number;
  /** Of a server that only reads and parses. */
  readonly floor: number;
}

interface Flooded {
  readonly name: string;
  readonly perMinute: number;
  readonly flood: Awaited<ReturnType<typeof measureFlood>>;
}

type Row = readonly [name: string, figure: number, peer: number, unit: string];

const rateRows = ({ rate, ownStacks, floor }: Rates, stored: number): readonly Row[] => [
  ['per-core-second', rate, 3_000, ''],
  ['per-core-second-beside-bare-http', rate, floor, ''],
  ['per-core-second-no-stack-twice', ownStacks, floor, ''],
  ['gb-per-million', stored / 1e9, 3, 'GB'],
];

const floodRows = ({ name, perMinute, flood }: Flooded): readonly Row[] => [
  [`${name}-asked-per-second`, flood.perSecond, floodPerSecond, ''],
  [`${name}-taken`, flood.taken, perMinute, ''],
  [`${name}-refused`, flood.refused, flood.asked, ''],
  [`${name}-lost`, flood.asked - flood.taken - flood.refused, flood.asked, ''],
  [`${name}-rss-before`, flood.rssMb.before, 250, 'MB'],
  [`${name}-rss-most`, flood.rssMb.most, 250, 'MB'],
  [`${name}-rss-at-its-end`, flood.rssMb.end, flood.rssMb.afterTenSeconds, 'MB'],
  [`${name}-cpu-seconds-a-second`, flood.cpuShare, 1, ''],
  [`${name}-late-p99`, flood.lateP99Ms, flood.quietP99Ms, 'ms'],
  [`${name}-looks-a-minute`, flood.looksPerMinute, watched * 6, ''],
];

const lines = (rows: readonly Row[]): readonly BenchLine[] =>
  rows.map(([name, figure, peer, unit]) => ({
    name: `errors/${name}`,
    figure: `${figure < 10 && !Number.isInteger(figure) ? figure.toFixed(2) : Math.round(figure)}${unit}`,
    peer: `${Math.round(peer)}${unit}`,
    ratio: (figure / peer).toFixed(2),
  }));

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
    desk.take({ event, item: { value }, bytes: 8_000, attachments: [] });
    if (number % 20 === 19) await desk.flush();
  }
  await desk.flush();
  await store[Symbol.asyncDispose]();
  return (statSync(path).size / storedEvents) * 1e6;
}

/** Events a second of CPU time. */
async function measureRates(server: Server, bare: Server): Promise<Rates> {
  const sides = [
    { to: server, locals: false },
    { to: server, locals: true },
    { to: bare, locals: false },
  ].map((side) => ({ ...side, taken: 0, seconds: 0 }));
  for (const { to, locals } of sides) await sendTo(to, locals, warmUpEvents);
  for (let round = 0; round < rounds; round += 1)
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      await wait(500);
      const before = cpuSeconds(side.to.pid);
      side.taken += await sendTo(side.to, side.locals, eventsARound);
      // What was taken is written within a second.
      await wait(1_000);
      side.seconds += cpuSeconds(side.to.pid) - before;
    }
  const [rate = 0, ownStacks = 0, floor = 0] = sides.map(({ taken, seconds }) => taken / seconds);
  return { rate, ownStacks, floor };
}

async function sendTo({ url }: Server, locals: boolean, count: number): Promise<number> {
  const sending = { url, key, groups: 50, locals, connections: 32, inFlight: 1, perSecond: null };
  const statuses = await sendErrors({ ...sending, isOver: (sent) => sent >= count });
  const taken = statuses.get(200) ?? 0;
  if (taken < count * 0.99)
    throw new Error(`only ${taken} of ${count} were taken: ${JSON.stringify([...statuses])}`);
  return taken;
}

async function measureFlood({ url, pid, folder }: Running) {
  await wait(settleMs);
  const quietFrom = Date.now();
  await wait(quietMs);
  const [from, fromAt] = [performance.now(), Date.now()];
  const cpuBefore = cpuSeconds(pid);
  const rss = [residentMb(pid)];
  const sampling = setInterval(() => rss.push(residentMb(pid)), 500);
  const own = process.cpuUsage();
  const statuses = await sendErrors({
    url,
    key,
    groups: 500,
    connections: 16,
    inFlight: 64,
    perSecond: floodPerSecond,
    isOver: () => performance.now() - from > floodSeconds * 1000,
  });
  clearInterval(sampling);
  const tookS = (performance.now() - from) / 1000;
  const cpuShare = (cpuSeconds(pid) - cpuBefore) / tookS;
  const asked = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const { user, system } = process.cpuUsage(own);
  const senderShare = (user + system) / 1e6 / tookS;
  process.stderr.write(
    `flood: ${JSON.stringify([...statuses])}, sender ${senderShare.toFixed(2)} of a core\n`,
  );
  const looks = looksIn(folder, fromAt);
  return {
    rssMb: {
      before: rss[0] ?? Number.NaN,
      most: Math.max(...rss),
      end: rss.at(-1) ?? Number.NaN,
      afterTenSeconds: rss[20] ?? Number.NaN,
    },
    asked,
    taken: statuses.get(200) ?? 0,
    refused: statuses.get(429) ?? 0,
    perSecond: asked / tookS,
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
