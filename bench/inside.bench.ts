import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logsIn } from '../src/ingest/otlp/logs.ts';
import { spansIn } from '../src/ingest/otlp/spans.ts';
import { createClock } from '../src/outside/real/clock.ts';
import { profileByName } from '../src/profiles/load.ts';
import { cleanLines } from '../src/protocols/logs/clean-lines-sample.ts';
import { LogClusters } from '../src/protocols/logs/drain.ts';
import { readExport } from '../src/protocols/otlp/request.ts';
import { createInsideDesk } from '../src/server/ingest/inside/desk.ts';
import { openSqliteStore } from '../src/store/open-sqlite.ts';
import { cpuMicros, scrubbing } from './inside/scrubbing.ts';
import { spanFlood } from './inside/span-flood.ts';
import { traceBatch } from './inside/trace-batch.ts';
import type { BenchLine } from './run.ts';

const clustered = 200_000;
const sentLines = 20_000;
const batches = 60;

/** Issue 10: what traces and logs cost, in CPU time. */
export async function bench(): Promise<readonly BenchLine[]> {
  const scrub = scrubbing();
  const many = cleanLines(clustered);
  const cluster = cpuMicros(() => {
    const clusters = new LogClusters();
    for (const [at, line] of many.entries()) clusters.add(line, at);
  });
  const taken = await takenPerSecond(many.slice(0, sentLines));
  return [
    ...scrub,
    {
      name: '200,000 log lines clustered, s of CPU',
      figure: (cluster / 1e6).toFixed(2),
      peer: 'goal 3',
      ratio: (3e6 / cluster).toFixed(2),
    },
    againstGoal('spans a second of CPU, JSON to SQLite', taken.spans),
    againstGoal('log records a second of CPU, scrubbed and grouped', taken.logs),
    ...(await spanFlood()),
  ];
}

const goalPerSecond = 3_000;
const againstGoal = (name: string, perSecond: number): BenchLine => ({
  name,
  figure: perSecond.toFixed(0),
  peer: `goal ${goalPerSecond}`,
  ratio: (perSecond / goalPerSecond).toFixed(2),
});

/** Requests of nine spans through reader, desk and store, as the server does it without its socket. */
async function takenPerSecond(
  lines: readonly string[],
): Promise<{ readonly spans: number; readonly logs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'inside-'));
  const clock = createClock();
  const store = await openSqliteStore({ path: join(folder, 'inside.db'), clock });
  const desk = await createInsideDesk({
    outside: { clock },
    store,
    manifest: () => null,
    profile: () => profileByName('ecommerce'),
  });
  const bodies = Array.from({ length: batches }, (_, at) =>
    Buffer.from(JSON.stringify(traceBatch(at, clock.now()))),
  );
  let spans = 0;
  const before = process.cpuUsage();
  for (const body of bodies) {
    spans += desk.takeSpans(spansIn(readExport(body, 'traces', 'json')).spans).accepted;
    await desk.flush();
  }
  await desk.flush(true);
  const spanCpu = process.cpuUsage(before);
  const records = logsIn(
    readExport(Buffer.from(JSON.stringify(logBatch(lines, clock.now()))), 'logs', 'json'),
  );
  const logCpu = cpuMicros(() => desk.takeLogs(records, 'logs of the bench'));
  await store[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
  return {
    spans: spans / ((spanCpu.user + spanCpu.system) / 1e6),
    logs: records.length / (logCpu / 1e6),
  };
}

const logBatch = (lines: readonly string[], now: number): object => ({
  resourceLogs: [
    {
      scopeLogs: [
        {
          logRecords: lines.map((text, at) => ({
            timeUnixNano: `${now}000000`,
            severityNumber: at % 10 === 0 ? 17 : 9,
            body: { stringValue: text },
          })),
        },
      ],
    },
  ],
});
