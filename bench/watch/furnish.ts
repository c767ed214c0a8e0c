import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { UnixMs } from '../../src/model/brand.ts';
import type { Monitor, Sample } from '../../src/model/monitor.ts';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import { newMachine } from '../../src/monitor/incident/machine.ts';
import { noPhases } from '../../src/monitor/probing/sample.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { secretHash } from '../../src/server/auth/secrets.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';

export interface Watched {
  readonly monitors: number;
  readonly scheme: 'https' | 'http';
  /** Daily figures each monitor has already. */
  readonly days: number;
  /** How long each of two windows is measured, without and with open pages; 0: only the first view. */
  readonly seconds: number;
  /** How long it runs before: a minute is enough for TLS sessions that can be resumed. */
  readonly warmUpSeconds: number;
  /** None was ever looked at: a first start. */
  readonly isNew: boolean;
}

/** Of a viewer. */
export const token = `lr_token_${'b'.repeat(43)}`;

/** What a server that has watched for weeks finds in its file. */
export async function furnish(folder: string, watched: Watched): Promise<void> {
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
    if (!watched.isNew) seen.run(monitor.id, JSON.stringify(state));
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

function monitorOf(number: number, { scheme, seconds, isNew }: Watched): Monitor {
  const id = `m${String(number).padStart(5, '0')}`;
  const target = `${scheme}://${id}.shop.example/`;
  const own = {
    id,
    title: `Page ${number}`,
    kind: 'http',
    target,
    isPaused: seconds === 0 && !isNew,
  } as const;
  return blankMonitor(profileByName('ecommerce'), own);
}
