import { scryptSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unixMs } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { JourneyRunner } from '../../src/model/monitor.ts';
import type { Report } from '../../src/model/report.ts';
import type { Retention } from '../../src/model/retention.ts';
import type { Store } from '../../src/model/store.ts';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import type { FakeClock } from '../../src/outside/fake/clock.ts';
import type { FakeRoutes } from '../../src/outside/fake/http.ts';
import { fakeOutside, silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import { createLog } from '../../src/server/log.ts';
import { startServer } from '../../src/server/start.ts';
import type { RunningServer } from '../../src/server/start.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { createSealer } from '../../src/store/sealing.ts';

export interface LabOptions {
  readonly http?: FakeRoutes;
  readonly env?: Readonly<Record<string, string>>;
  readonly manifest?: Manifest;
  readonly publicUrl?: string;
  readonly manifestPath?: string;
  readonly publicScan?: (domain: string) => Promise<Report>;
  readonly journeys?: JourneyRunner;
  /** Another process on the same data. */
  readonly store?: Store;
  readonly clock?: FakeClock;
  readonly replica?: string;
  /** Fixed where the server is started. */
  readonly retention?: Partial<Retention>;
}

/** A whole server over a real SQLite file, on a clock moved by hand, in a world made of tables. */
export interface Lab {
  readonly running: RunningServer;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly lines: string[];
  readonly requests: ReturnType<typeof fakeOutside>['http']['requests'];
  readonly anonymous: Visitor;
  /** Somebody with an account of this role. */
  readonly signIn: (role?: 'owner' | 'editor' | 'viewer') => Promise<Visitor>;
  readonly close: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // The tests say what they expect of it.
  readonly json: any; // oxlint-disable-line typescript/no-explicit-any
}
export interface Visitor {
  cookie: string | null;
  csrf: string | null;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly send: (
    method: 'POST' | 'PUT' | 'DELETE' | 'OPTIONS',
    path: string,
    body?: Json,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
}

export const password = 'correct horse battery';
const publicUrl = 'https://watch.example';

export async function serverLab(options: LabOptions = {}): Promise<Lab> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-server-'));
  const clock = options.clock ?? createFakeClock({ isAutomatic: false });
  const real = createOutside({ dns: () => silentDns });
  const fake = fakeOutside({ http: options.http ?? {}, env: options.env ?? {} });
  // Routes, probes and channels are loaded from their folders.
  const outside = { ...fake, clock, files: real.files };
  const store =
    options.store ??
    (await openSqliteStore({ path: join(folder, 'watch.db'), clock, retention: options.retention ?? {} }));
  const lines: string[] = [];
  const running = await startServer({
    config: {
      version: '1.2.3',
      publicUrl: options.publicUrl ?? publicUrl,
      replica: options.replica ?? 'one',
      region: 'home',
      webFolder: join(folder, 'web'),
      manifestPath: options.manifestPath ?? null,
      backupCommand: 'launch-ready backup copy.db',
      startedAt: clock.now(),
    },
    app: { isBehindProxy: false },
    outside,
    store,
    sealer: createSealer([new Uint8Array(32).fill(7)]),
    log: createLog((line) => void lines.push(line), clock),
    manifest: options.manifest ?? null,
    references: [],
    runAudit: null,
    publicScan: options.publicScan ?? null,
    ...(options.journeys === undefined ? {} : { journeys: options.journeys }),
  });
  const origin = options.publicUrl ?? publicUrl;
  const lab: Lab = {
    running,
    store,
    clock,
    lines,
    requests: fake.http.requests,
    anonymous: visitor(running, origin),
    signIn: (role = 'owner') => signedIn(running, origin, role),
    close: async () => {
      const closing = running.close();
      await clock.advance(120_000);
      await closing;
      if (options.store === undefined) await store[Symbol.asyncDispose]();
      await real[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return lab;
}

function visitor({ app }: RunningServer, origin: string): Visitor {
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = new Headers(init.headers);
    if (own.cookie !== null) headers.set('cookie', own.cookie);
    const response = await app.request(
      `${origin}${path}`,
      { ...init, headers },
      { incoming: { socket: { remoteAddress: '192.0.2.9' } } },
    );
    const text = await response.text();
    const set = response.headers.get('set-cookie');
    if (set !== null) own.cookie = set.split(';')[0] ?? null;
    return { status: response.status, headers: response.headers, text, json: jsonIn(text) };
  };
  const own: Visitor = {
    cookie: null,
    csrf: null,
    get: (path, headers = {}) => call(path, { headers }),
    send: (method, path, body, headers = {}) =>
      call(path, {
        method,
        headers: {
          origin,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(own.csrf === null ? {} : { 'x-csrf-token': own.csrf }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
  return own;
}

let people = 0;

/** The same password at a thousandth of the cost, so that tests do not wait. */
const cheapHash = (() => {
  const salt = Buffer.alloc(16, 3);
  const key = scryptSync(password, salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  return `$scrypt$ln=10,r=8,p=1$${text(salt)}$${text(key)}`;
})();

async function signedIn(
  running: RunningServer,
  origin: string,
  role: 'owner' | 'editor' | 'viewer',
): Promise<Visitor> {
  const { store, outside } = running.server;
  people += 1;
  const email = `${role}-${people}@shop.example`;
  await store.people.putUser({
    id: email,
    email,
    name: role,
    role,
    passwordHash: cheapHash,
    createdAt: unixMs(outside.clock.now()),
  });
  const own = visitor(running, origin);
  const { json } = await own.send('POST', '/api/session', { email, password });
  own.csrf = json.csrf;
  return own;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a form of the UI sends for a page watched every minute. */
export const monitorInput = (changes: Readonly<Record<string, Json>> = {}): Json => ({
  title: 'Homepage',
  kind: 'http',
  target: 'https://shop.example/',
  intervalSeconds: 60,
  timeoutMs: 6_000,
  failuresBeforeAlert: 2,
  goodBeforeRecovery: 2,
  quorum: 0,
  regions: [],
  dependsOn: [],
  severity: 'critical',
  owner: null,
  slowMs: null,
  isPaused: false,
  options: {},
  ...changes,
});
