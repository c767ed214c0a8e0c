import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Monitor } from '../../src/model/monitor.ts';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import { parseAddressMap } from '../../src/outside/real/address-map.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { newSecret, secretHash } from '../../src/server/auth/secrets.ts';
import { createLog } from '../../src/server/log.ts';
import { startServer } from '../../src/server/start.ts';
import type { RunningServer } from '../../src/server/start.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { createSealer } from '../../src/store/sealing.ts';

/**
 * The whole server in a process of its own, storage, incident logic and ten live pages on: `served.ts <root> <https port>
 * <monitors> <seconds> <days>`; prints one JSON line of figures.
 */
const [rootPath = '', httpsPort = '', count = '0', seconds = '0', days = '0'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'launch-ready-served-'));
const outside = createOutside({
  dns: () => fakeDns({ 'shop.example': { A: ['192.0.2.1'] } }),
  extraCa: [readFileSync(rootPath, 'utf8')],
  maps: [parseAddressMap(`*:443=127.0.0.1:${httpsPort}`)],
});
const { clock } = outside;
const path = join(folder, 'watch.db');
const store = await openSqliteStore({ path, clock });
furnish(path);
const secret = newSecret('token', outside.random);
await store.people.putCredential({
  hash: secretHash(secret),
  kind: 'token',
  user: null,
  name: 'bench',
  role: 'viewer',
  createdAt: clock.now(),
  expiresAt: null,
  lastUsedAt: null,
});
const idleMb = process.memoryUsage.rss() / 1e6;
const running = await startServer({
  config: {
    version: 'bench',
    publicUrl: 'http://127.0.0.1:8470',
    replica: 'one',
    region: 'home',
    webFolder: folder,
    manifestPath: null,
    backupCommand: '',
    startedAt: clock.now(),
  },
  app: { isBehindProxy: false },
  outside,
  store,
  sealer: createSealer([new Uint8Array(32)]),
  log: createLog((text) => void process.stderr.write(text.includes('bug') ? text : ''), clock),
  manifest: null,
  references: [],
  runAudit: null,
  publicScan: null,
});
const first = Number(days) > 0 ? await firstView(running) : null;
const figures = Number(seconds) > 0 ? await watched(running) : null;
process.stdout.write(`${JSON.stringify({ idleMb, first, figures })}\n`);
await running.close();
await store[Symbol.asyncDispose]();
await outside[Symbol.asyncDispose]();
rmSync(folder, { recursive: true, force: true });

/** Monitors, and so many days of daily rollups of each: as after weeks of watching. */
function furnish(file: string): void {
  const database = new DatabaseSync(file);
  const put = database.prepare('insert into monitors (id, body) values (?, ?)');
  const roll = database.prepare(
    "insert into rollups (step, monitor, from_at, region, total, up, degraded, down, sketch, is_settled) values (1440, ?, ?, 'home', 1440, 1439, 0, 1, '', 1)",
  );
  const today = Math.floor(clock.now() / 86_400_000) * 86_400_000;
  database.exec('begin');
  for (let number = 0; number < Number(count); number += 1) {
    const monitor = monitorOf(number);
    put.run(monitor.id, JSON.stringify(monitor));
    for (let day = 1; day <= Number(days); day += 1) roll.run(monitor.id, today - day * 86_400_000);
  }
  database.exec('commit');
  database.close();
}

function monitorOf(number: number): Monitor {
  const id = `m${String(number).padStart(5, '0')}`;
  const target = 'https://shop.example/';
  const isPaused = Number(seconds) === 0;
  return blankMonitor(profileByName('ecommerce'), {
    id,
    title: `Page ${number}`,
    kind: 'http',
    target,
    isPaused,
  });
}

async function ask({ app }: RunningServer, where: string): Promise<Response> {
  return app.request(`http://127.0.0.1:8470${where}`, { headers: { authorization: `Bearer ${secret}` } });
}

/** What the monitors page fetches first, with nothing in any cache. */
async function firstView(server: RunningServer): Promise<object> {
  const from = performance.now();
  let bytes = 0;
  for (const where of ['/api/session', '/api/overview', '/api/monitors']) {
    const answer = await ask(server, where);
    if (answer.status !== 200) throw new Error(`${where}: ${answer.status} ${await answer.text()}`);
    bytes += gzipSync(await answer.text()).length;
  }
  const ms = performance.now() - from;
  const again = performance.now();
  await (await ask(server, '/api/monitors')).text();
  return { ms: Math.round(ms), kb: Math.round(bytes / 1024), againMs: Math.round(performance.now() - again) };
}

/** Ten live pages open, one list fetched each second. */
async function watched(server: RunningServer): Promise<object> {
  const stop = new AbortController();
  const streams = Array.from({ length: 10 }, () => server.server.live.open(stop.signal));
  const reading = streams.map(async (stream) => {
    for await (const chunk of stream ?? []) void chunk.length;
  });
  await clock.sleep(3_000);
  const before = process.cpuUsage();
  const from = performance.now();
  for (let second = 0; second < Number(seconds); second += 1) {
    await clock.sleep(1_000);
    await (await ask(server, '/api/monitors')).text();
  }
  const { user, system } = process.cpuUsage(before);
  const tookS = (performance.now() - from) / 1000;
  const health = server.server.watch.health();
  const states = await server.server.watch.states();
  const seen = states.flatMap(({ lastSample }) => (lastSample === null ? [] : [lastSample]));
  stop.abort();
  await Promise.all(reading);
  const bad = seen.find(({ outcome }) => outcome !== 'up');
  if (bad !== undefined) process.stderr.write(`${bad.message}\n`);
  return {
    coreShare: (user + system) / 1e6 / tookS,
    latenessP99Ms: health.latenessP99Ms,
    shed: health.shed,
    seen: seen.length,
    failed: seen.filter(({ outcome }) => outcome !== 'up').length,
    flagged: seen.filter(({ lagMs }) => lagMs > 5).length / Math.max(1, seen.length),
    rssMb: process.memoryUsage.rss() / 1e6,
  };
}
