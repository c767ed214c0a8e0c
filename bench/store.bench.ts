import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClock } from '../src/outside/real/clock.ts';
import { unixMs } from '../src/model/brand.ts';
import type { Sample } from '../src/model/monitor.ts';
import type { Store } from '../src/model/store.ts';
import { openPostgresStore } from '../src/store/open-postgres.ts';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import { printSketch } from '../src/protocols/sketch/sketch-text.ts';
import { sketchOf } from '../src/protocols/sketch/sketch.ts';
import { sample } from '../test/conformance/store/story.ts';
import { postgresMissing, startPostgres } from '../test/real/servers/postgres.ts';
import type { BenchLine } from './run.ts';

// Issue 8: storage beside 10,000 monitors, questions over the rollups of 100 million samples within 50 ms.
const batchSize = 500;
const batches = 60;
const monitors = 1_000;
const minute = 60_000;
const day = 86_400_000;
/** One look a minute, rolled up for 60 days by five minutes, 400 by hours and by days: as the retention leaves it. */
const samples = Number(process.env['STORE_BENCH_SAMPLES'] ?? 100_000_000);
const history = { fiveMinuteDays: 60, hourDays: 400, monitors: Math.ceil(samples / (400 * 1440)) };
const questionLimitMs = 50;

export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-bench-'));
  try {
    const now = Math.floor(Date.now() / day) * day;
    const floor = insertFloor(join(folder, 'floor.db'), now);
    await using store = await openSqliteStore({ path: join(folder, 'watch.db'), clock: createClock() });
    const rate = await appendRate(store, now);
    const rows = layHistory(join(folder, 'watch.db'), now);
    const p95 = await questionP95(store, now);
    return [
      line('store-sqlite-append-with-rollups-rows/s', rate, [
        `plain-inserts-${floor.toFixed(0)}`,
        rate / floor,
      ]),
      line(`store-sqlite-question-p95-ms-of-${rows}-rollups-of-${samples / 1e6}-million-samples`, p95, [
        `limit-${questionLimitMs}`,
        p95 / questionLimitMs,
      ]),
      ...(await postgresLines(now, floor)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const line = (name: string, figure: number, [peer, ratio]: readonly [string, number]): BenchLine => ({
  name,
  figure: figure.toFixed(figure < 100 ? 1 : 0),
  peer,
  ratio: ratio.toFixed(2),
});

/** The fastest that this disk and `node:sqlite` allow: the same batches as bare rows, durable, no index but the key. */
function insertFloor(path: string, now: number): number {
  const database = new DatabaseSync(path);
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  database.exec(
    'create table samples (monitor text, at integer, region text, outcome text, total real, message text)',
  );
  const insert = database.prepare('insert into samples values (?, ?, ?, ?, ?, ?)');
  const started = performance.now();
  for (let batch = 0; batch < batches; batch += 1) {
    database.exec('begin immediate');
    for (const one of batchOf(batch, now))
      insert.run(one.monitor, one.at, one.region, one.outcome, one.totalMs, one.message);
    database.exec('commit');
  }
  const tookMs = performance.now() - started;
  database.close();
  return (batches * batchSize * 1000) / tookMs;
}

const batchOf = (batch: number, now: number): readonly Sample[] =>
  Array.from({ length: batchSize }, (_, place) => {
    const number = batch * batchSize + place;
    return sample({
      monitor: `monitor-${number % monitors}`,
      at: unixMs(now + Math.floor(number / monitors) * minute),
      totalMs: 40 + ((number * 7919) % 500),
    });
  });

async function appendRate(store: Store, now: number): Promise<number> {
  const prepared = Array.from({ length: batches }, (_, batch) => batchOf(batch, now));
  const started = performance.now();
  for (const batch of prepared) await store.samples.append(batch);
  return (batches * batchSize * 1000) / (performance.now() - started);
}

/** Writes the rollups of a long history straight into the file; returns how many rows there are. */
function layHistory(path: string, now: number): number {
  const database = new DatabaseSync(path);
  database.exec('pragma synchronous = off; pragma cache_size = -262144');
  const put = database.prepare('insert or replace into rollups values (?, ?, ?, ?, ?, ?, 0, 0, ?, 1)');
  const sketches = [5, 60, 1440].map((count) =>
    printSketch(sketchOf(Array.from({ length: count }, (_, at) => 60 + ((at * 37) % 300)))),
  );
  for (const [place, step] of [5, 60, 1440].entries()) {
    const spanMs = step * minute;
    const days = step === 5 ? history.fiveMinuteDays : history.hourDays;
    database.exec('begin immediate');
    for (let monitor = 0; monitor < history.monitors; monitor += 1)
      for (let at = now - days * day; at < now; at += spanMs)
        put.run(step, `history-${monitor}`, at, 'fra', step, step, sketches[place] ?? '');
    database.exec('commit');
  }
  const { rows } = database.prepare('select count(*) as rows from rollups').get() ?? {};
  database.close();
  return Number(rows);
}

/** What the pages ask: a day of five minutes, a month of hours, a year of days of one monitor, six weeks of days of all of them. */
async function questionP95(store: Store, now: number): Promise<number> {
  const questions = [
    { step: '5m', days: 1 },
    { step: '1h', days: 30 },
    { step: '1d', days: 365 },
  ] as const;
  const times: number[] = [];
  const all = Array.from({ length: history.monitors }, (_, number) => `history-${number}`);
  for (let round = 0; round < 10; round += 1) {
    const started = performance.now();
    const answer = await store.samples.days({ monitors: all, from: unixMs(now - 45 * day), to: unixMs(now) });
    times.push(performance.now() - started);
    if (answer.length < 44 * all.length) throw new Error(`Only ${answer.length} days came back.`);
  }
  for (let round = 0; round < 120; round += 1) {
    const { step, days } = questions[round % 3] ?? questions[0];
    const started = performance.now();
    const answer = await store.samples.rollups({
      monitors: [`history-${round % history.monitors}`],
      step,
      from: unixMs(now - days * day),
      to: unixMs(now + day),
    });
    times.push(performance.now() - started);
    if (answer.length < days) throw new Error(`Only ${answer.length} rollups of ${days} days came back.`);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

async function postgresLines(now: number, floor: number): Promise<readonly BenchLine[]> {
  if (postgresMissing !== null) return [];
  const server = await startPostgres({ isDurable: true });
  try {
    await using store = await openPostgresStore({ url: server.url, clock: createClock() });
    const rate = await appendRate(store, now);
    return [
      line('store-postgres-append-with-rollups-rows/s', rate, [
        `plain-sqlite-${floor.toFixed(0)}`,
        rate / floor,
      ]),
    ];
  } finally {
    await server.stop();
  }
}
