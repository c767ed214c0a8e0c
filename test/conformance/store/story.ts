import type { FakeClock } from '../../../src/outside/fake/clock.ts';
import { unixMs } from '../../../src/model/brand.ts';
import type { Alert, DeployMarker, Incident, Monitor, Sample } from '../../../src/model/monitor.ts';
import type { Retention } from '../../../src/model/retention.ts';
import type { OutboxEntry, Store } from '../../../src/model/store.ts';

/** One case of the suite: given an empty store, shows one promise of `src/model/store.ts`. */
export interface StoreCase {
  readonly title: string;
  readonly run: (place: StorePlace) => Promise<void>;
}
export interface StorePlace {
  readonly store: Store;
  readonly clock: FakeClock;
  /** Another store on the same data, as a second process or replica has; closed by the suite. */
  readonly second: (retention?: Partial<Retention>) => Promise<Store>;
  /** A path in a folder of this case alone. */
  readonly path: (name: string) => string;
}

/** 2026-11-22T00:00:00Z, where the fake clock stands. */
export const start = Date.UTC(2026, 10, 22);
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const at = (offsetMs: number) => unixMs(start + offsetMs);

export const sample = (changes: Partial<Sample> = {}): Sample => ({
  monitor: 'shop',
  region: 'fra',
  at: at(0),
  outcome: 'up',
  totalMs: 120.5,
  phases: { dnsMs: 1.25, connectMs: 10, tlsMs: 30.5, firstByteMs: 70, bodyMs: null },
  layer: null,
  code: null,
  message: 'Answered 200 in 120 ms.',
  address: '192.0.2.10',
  isResumed: false,
  lagMs: 0.4,
  evidence: [],
  ...changes,
});

export const outage = (changes: Partial<Sample> = {}): Sample =>
  sample({
    outcome: 'down',
    totalMs: null,
    phases: { dnsMs: 2, connectMs: null, tlsMs: null, firstByteMs: null, bodyMs: null },
    layer: 'connect',
    code: 'refused',
    message: 'Nobody listens on 192.0.2.10:443.',
    evidence: ['connect 192.0.2.10:443', 'ECONNREFUSED'],
    ...changes,
  });

export const monitor = (id: string, changes: Partial<Monitor> = {}): Monitor => ({
  id,
  title: `Monitor ${id}`,
  kind: 'http',
  target: 'https://shop.example/',
  intervalSeconds: 60,
  timeoutMs: 10_000,
  failuresBeforeAlert: 2,
  goodBeforeRecovery: 2,
  quorum: 0,
  regions: ['fra', 'iad'],
  dependsOn: [],
  severity: 'critical',
  owner: 'Ann',
  slowMs: 800,
  isPaused: false,
  origin: 'manifest',
  guards: null,
  options: { expect: { status: [200, 301], text: 'Buy "now" — \u0000 50 %' } },
  ...changes,
});

export const alert = (key: string): Alert => ({
  key,
  kind: 'opened',
  severity: 'critical',
  title: 'shop is down',
  since: at(0),
  at: at(minute),
  cause: { kind: 'origin', confidence: 0.9, because: 'The edge answers 502.' },
  lastChange: 'deploy 1.4.2, 3 minutes before',
  firstStep: 'launch-ready deploy --rollback',
  url: 'https://watch.example/incidents/1',
  facts: ['fra: 502', 'iad: 502'],
});

export const entry = (id: string, changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  route: 'slack-ops',
  alert: alert(id),
  createdAt: at(0),
  nextAt: at(0),
  attempts: 0,
  state: 'waiting',
  lastDetail: null,
  messageId: null,
  ...changes,
});

export const incident = (id: string, changes: Partial<Incident> = {}): Incident => ({
  id,
  monitor: 'shop',
  affected: ['api'],
  severity: 'critical',
  status: 'open',
  startedAt: at(0),
  detectedAt: at(30_000),
  resolvedAt: null,
  acknowledgedBy: null,
  owner: null,
  causes: [{ kind: 'dns', confidence: 0.7, because: 'No A record.' }],
  timeline: [{ at: at(0), kind: 'failed', text: 'First failure in fra', by: null }],
  ...changes,
});

export const marker = (id: string, offsetMs: number): DeployMarker => ({
  id,
  at: at(offsetMs),
  version: `1.4.${id}`,
  environment: 'production',
  by: null,
  url: null,
  note: 'Prices',
});
