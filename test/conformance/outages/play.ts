import { unixMs } from '../../../src/model/brand.ts';
import type { CauseKind, DeployMarker, LikelyCause, Monitor, Sample } from '../../../src/model/monitor.ts';
import type { OutboxEntry } from '../../../src/model/store.ts';
import type { RecentChange } from '../../../src/monitor/cause/evidence.ts';
import { createDueQueue } from '../../../src/monitor/due-queue.ts';
import { IncidentDesk } from '../../../src/monitor/incident-desk.ts';
import { nextDue, slotOf } from '../../../src/monitor/schedule.ts';
import { createReferenceCheck } from '../../../src/monitor/watching/references.ts';
import { edgeOf, isForeign } from '../../../src/server/watch/bearings.ts';
import type { PlanEditor } from '../../../src/world/plan-editor.ts';
import { routeOf } from '../monitor-alerts.ts';
import type { BrokenWorld, LabDoor, OutageLab } from './lab.ts';
import { later } from './lab.ts';

/** One outage of the demo internet: how it is planted, what else is known, and what it really is. */
export interface PlantedOutage {
  readonly story: string;
  readonly truth: CauseKind;
  /** Ids of the monitors that look. */
  readonly watches?: readonly string[];
  /** Changed while it runs. */
  readonly breaks?: (world: PlanEditor) => PlanEditor;
  /** These hosts are looked at in a world that is broken from the start. */
  readonly elsewhere?: { readonly world: BrokenWorld; readonly hosts: readonly string[] | 'all' };
  readonly isDatabaseClosed?: boolean;
  /** The probe's own line; `unseen`: without references to tell it by. */
  readonly ownLine?: 'cut' | 'cut unseen';
  /** Minutes before it broke. */
  readonly deployedBefore?: number;
  readonly changed?: RecentChange['kind'];
  /** Declared in launch.yaml: who stands in front of every host. */
  readonly edge?: string;
  readonly timeoutMs?: number;
  readonly slowMs?: number;
}

export interface Played {
  /** The first alert; null when nobody was called. */
  readonly cause: LikelyCause | null;
  readonly detectedAfterMs: number;
  readonly intervalMs: number;
  readonly samples: readonly Sample[];
}

const everyday = [
  'dns-harbormarket.shop',
  'http-harbormarket.shop',
  'http-www.harbormarket.shop',
  'dns-api.harbormarket.shop',
  'route-get-api-health',
  'route-get-api-products',
  'dns-checkout.harbormarket.shop',
  'http-checkout.harbormarket.shop',
  'payments',
  'registry',
];
const intervals = 2;

/** Healthy first, then broken, on the simulated clock; every look is a real one. Ends with the first alert. */
export async function play(lab: OutageLab, outage: PlantedOutage, brokenAt: number): Promise<Played> {
  const monitors = (outage.watches ?? everyday).map((id) => adjusted(lab, id, outage));
  const time = { now: unixMs(brokenAt) };
  const alerts: OutboxEntry[] = [];
  const desk = deskOf(lab, outage, { monitors, time, alerts, brokenAt });
  await using healthy = await lab.door({ world: null, isCut: false });
  const through = { outside: healthy, isConnected: async () => true };
  for (const monitor of monitors) {
    const before = later(unixMs(brokenAt), -monitor.intervalSeconds * 500);
    desk.judge([{ ...(await lab.look({ ...monitor, slowMs: null }, before, through)), lagMs: 0 }]);
  }
  const unwell = desk.states().filter(({ outcome }) => outcome !== 'up');
  if (unwell.length > 0)
    throw new Error(`Before "${outage.story}": ${unwell.map(({ lastSample }) => lastSample?.message)}`);
  try {
    await plant(lab, outage);
    return await watchUntilTold(lab, outage, { monitors, time, alerts, brokenAt, desk });
  } finally {
    lab.mend();
    await lab.openDatabase();
  }
}

function adjusted(lab: OutageLab, id: string, { timeoutMs, slowMs }: PlantedOutage): Monitor {
  const monitor = lab.monitors.get(id);
  if (monitor === undefined) throw new Error(`There is no monitor ${id}`);
  return {
    ...monitor,
    // Looks at what is well may be slow on a busy machine; only outages that wait for it are given less.
    timeoutMs: timeoutMs ?? Math.max(monitor.timeoutMs, 15_000),
    slowMs: slowMs !== undefined && monitor.kind === 'http' ? slowMs : null,
  };
}

async function plant(lab: OutageLab, outage: PlantedOutage): Promise<void> {
  if (outage.breaks !== undefined) lab.change(outage.breaks);
  if (outage.isDatabaseClosed === true) await lab.closeDatabase();
}

export interface Stage {
  readonly monitors: readonly Monitor[];
  readonly time: { now: ReturnType<typeof unixMs> };
  readonly alerts: OutboxEntry[];
  readonly brokenAt: number;
}

export function deskOf(
  lab: OutageLab,
  outage: PlantedOutage,
  { monitors, time, alerts, brokenAt }: Stage,
): IncidentDesk {
  const manifest = {
    ...lab.manifest,
    hosts: lab.manifest.hosts.map((host) =>
      outage.edge === undefined ? host : { ...host, isProxied: true, provider: outage.edge },
    ),
  };
  const nothing = async (): Promise<void> => undefined;
  const desk = new IncidentDesk({
    stores: {
      incidents: { put: nothing },
      monitors: { putState: nothing },
      outbox: { enqueue: async (entry) => alerts.push(entry) > 0 },
    },
    now: () => time.now,
    routes: () => [routeOf('founder')],
    windows: () => [],
    deploys: () => deploysOf(outage, brokenAt),
    changes: () => changesOf(outage, brokenAt),
    inside: () => null,
    edgeOf: (monitor) => edgeOf(monitor, manifest),
    isForeign: (monitor) => isForeign(monitor, manifest),
    regions: () => ['home'],
    rollbackCommand: () => 'npm run rollback',
    baseUrl: 'https://watch.example',
  });
  desk.setMonitors(monitors);
  return desk;
}

const deploysOf = ({ deployedBefore }: PlantedOutage, brokenAt: number): readonly DeployMarker[] =>
  deployedBefore === undefined
    ? []
    : [
        {
          id: 'd',
          at: later(unixMs(brokenAt), -deployedBefore * 60_000),
          version: '1.4.2',
          environment: 'production',
          by: 'tom',
          url: null,
          note: null,
        },
      ];

const changesOf = ({ changed }: PlantedOutage, brokenAt: number): readonly RecentChange[] =>
  changed === undefined
    ? []
    : [{ at: later(unixMs(brokenAt), -90_000), kind: changed, what: 'a record of harbormarket.shop' }];

async function watchUntilTold(
  lab: OutageLab,
  outage: PlantedOutage,
  stage: Stage & { readonly desk: IncidentDesk },
): Promise<Played> {
  const { monitors, time, alerts, brokenAt, desk } = stage;
  const byId = new Map(monitors.map((monitor) => [monitor.id, monitor]));
  const queue = createDueQueue<Monitor>();
  const plan = (monitor: Monitor, from: number): void =>
    queue.put(monitor.id, { at: nextDue(slotOf(monitor, 'home'), from), value: monitor }, true);
  monitors.forEach((monitor) => plan(monitor, brokenAt));
  const endAt = brokenAt + intervals * 1000 * Math.max(...monitors.map((monitor) => monitor.intervalSeconds));
  const samples: Sample[] = [];
  await using doors = await openDoors(lab, outage);
  for (let due = queue.take(endAt); due !== null && alerts.length === 0; due = queue.take(endAt)) {
    const { at, value: monitor } = due;
    const fromMs = performance.now();
    const seen = await lab.look(monitor, unixMs(at), doors.of(monitor));
    time.now = unixMs(Math.max(time.now, at + Math.min(performance.now() - fromMs, monitor.timeoutMs)));
    const sample = { ...seen, lagMs: 0 };
    samples.push(sample);
    plan(monitor, at);
    for (const again of desk.judge([sample])) {
      const asked = byId.get(again.monitor);
      if (asked !== undefined)
        queue.put(asked.id, { at: Math.max(at + again.afterMs, time.now), value: asked }, true);
    }
    await desk.flush();
  }
  const [first] = alerts;
  const monitor =
    byId.get(first?.alert.key.split('.').slice(0, -1).join('.') ?? '') ?? monitors.find(() => true);
  return {
    cause: first?.alert.cause ?? null,
    detectedAfterMs: (first?.alert.at ?? endAt) - brokenAt,
    intervalMs: (monitor?.intervalSeconds ?? 60) * 1000,
    samples,
  };
}

/** Which door a monitor is looked at through: some hosts stand in a broken world. */
async function openDoors(lab: OutageLab, { elsewhere, ownLine }: PlantedOutage) {
  const isCut = ownLine !== undefined;
  const here = await lab.door({ world: null, isCut });
  const there = elsewhere === undefined ? null : await lab.door({ world: elsewhere.world, isCut });
  const references = ownLine === 'cut' ? [{ address: '139.162.130.9', port: 443 }] : [];
  const through = (outside: LabDoor) => ({ outside, isConnected: createReferenceCheck(outside, references) });
  const [near, far] = [through(here), there === null ? null : through(there)];
  const isThere = ({ target }: Monitor): boolean =>
    elsewhere !== undefined &&
    (elsewhere.hosts === 'all' || elsewhere.hosts.some((host) => target.includes(host)));
  return {
    of: (monitor: Monitor) => (far !== null && isThere(monitor) ? far : near),
    [Symbol.asyncDispose]: async () => {
      await here[Symbol.asyncDispose]();
      await there?.[Symbol.asyncDispose]();
    },
  };
}
