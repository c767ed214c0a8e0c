import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { manifestOf, profileFor } from '../../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../../src/cli/real-outside.ts';
import { journeyRoom } from '../../../src/cli/serve/journey-room.ts';
import { loadPlugins } from '../../../src/engine/plugins.ts';
import { unixMs } from '../../../src/model/brand.ts';
import type { UnixMs } from '../../../src/model/brand.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import type { Monitor, MonitorKind, Probe, Sample } from '../../../src/model/monitor.ts';
import type { Outside } from '../../../src/model/outside.ts';
import type { Profile } from '../../../src/model/profile.ts';
import { deriveMonitors } from '../../../src/monitor/derive.ts';
import { blankMonitor } from '../../../src/monitor/deriving/blank.ts';
import { runProbe } from '../../../src/monitor/watching/run-probe.ts';
import { PlanEditor } from '../../../src/world/plan-editor.ts';
import { createWorld } from '../../../src/world/world.ts';
import type { World } from '../../../src/world/world.ts';

/** Worlds broken in ways that cannot be changed while they run. */
export const brokenWorlds = {
  certificates: (world: PlanEditor) =>
    world
      .certificate('checkout', { startsInDays: -93, endsInDays: -3 })
      .certificate('www', { names: ['www.other.example'], commonName: 'www.other.example' })
      .certificate('api', { sends: ['leaf'] })
      .certificate('admin', { issuer: 'self', sends: ['leaf'] })
      .certificate('@', { startsInDays: 2, endsInDays: 92 }),
  closed: (world: PlanEditor) =>
    world.address('89.187.162.20', { https: 'closed' }).address('2a02:6ea0:c700::20', { https: 'closed' }),
  silent: (world: PlanEditor) =>
    world.address('89.187.162.20', { https: 'silent' }).address('2a02:6ea0:c700::20', { https: 'silent' }),
  services: (world: PlanEditor) =>
    world.payment({ isDown: true }).mailSender({ dropped: ['verification', 'receipt'] }),
} satisfies Readonly<Record<string, (world: PlanEditor) => PlanEditor>>;
export type BrokenWorld = keyof typeof brokenWorlds;

const database = '10.20.30.40';

/** The demo internet, healthy, with the monitors that follow from its launch.yaml and some made by hand. */
export class OutageLab {
  readonly manifest: Manifest;
  readonly monitors: ReadonlyMap<string, Monitor>;
  readonly #profile: Profile;
  readonly #world: World;
  readonly #broken = new Map<BrokenWorld, Promise<World>>();
  readonly #probes: ReadonlyMap<MonitorKind, Probe>;
  #database: Server | null = null;
  #databasePort = 0;

  private constructor(world: World, probes: ReadonlyMap<MonitorKind, Probe>) {
    this.#world = world;
    this.#probes = probes;
    this.manifest = manifestOf(world.manifestText, 'launch.yaml');
    this.#profile = profileFor(this.manifest);
    const { monitors } = deriveMonitors({ manifest: this.manifest, profile: this.#profile, fixed: [] });
    this.monitors = new Map([...monitors, ...this.#byHand()].map((monitor) => [monitor.id, monitor]));
  }

  static async open(): Promise<OutageLab> {
    const world = await createWorld({});
    await using outside = await openRealOutside({});
    const found = await loadPlugins<Probe>(
      outside.files,
      new URL('../../../src/monitor/probes/', import.meta.url),
    );
    const lab = new OutageLab(world, new Map(found.map(({ definition }) => [definition.kind, definition])));
    await lab.openDatabase();
    return lab;
  }

  /** What an owner adds to what is derived. */
  #byHand(): readonly Monitor[] {
    const made = (own: Parameters<typeof blankMonitor>[1]): Monitor => blankMonitor(this.#profile, own);
    const web = (id: string, target: string, more: Partial<Monitor> = {}): Monitor =>
      made({ id, title: id, kind: 'http', target, ...more });
    const record = (id: string, target: string, options: Monitor['options']): Monitor =>
      made({ id, title: id, kind: 'dns', target, options });
    const shop = 'https://harbormarket.shop/';
    return [
      web('payments', 'https://api.pennyworthpay.com/health'),
      web('registry', 'https://pki.beacon-pki.net/', { options: { status: [200, 404] } }),
      web('straight-to-origin', shop, { options: { address: '65.109.84.11' } }),
      web('health-page', 'https://api.harbormarket.shop/api/health', { options: { json: { status: 'ok' } } }),
      web('start-page', shop, { options: { text: 'Harbor Market' } }),
      made({ id: 'database', title: 'Database', kind: 'tcp', target: `${database}:5432` }),
      record('mx', 'harbormarket.shop', { type: 'MX' }),
      record('spf', 'harbormarket.shop', { type: 'TXT', begins: 'v=spf1' }),
      record('dmarc', '_dmarc.harbormarket.shop', { type: 'TXT', begins: 'v=DMARC1' }),
    ];
  }

  /** A fresh door: nothing is remembered from before. `isCut`: the probe's own line is gone. */
  async door(where: { readonly world: BrokenWorld | null; readonly isCut: boolean }): Promise<LabDoor> {
    const world = where.world === null ? this.#world : await this.#brokenWorld(where.world);
    const rules = [`${database}:5432=127.0.0.1:${this.#databasePort}`, ...world.maps];
    return openRealOutside({
      hintsText: world.rootHints,
      extraCaPem: [world.caPem],
      maps: where.isCut ? ['*:*=refuse'] : rules,
    });
  }

  /** Changes the running world; `mend` puts it back. */
  change(edit: (world: PlanEditor) => PlanEditor): void {
    this.#world.change((plan) => edit(new PlanEditor(plan)).plan);
  }
  mend(): void {
    this.#world.change(() => this.#world.plan);
  }

  async closeDatabase(): Promise<void> {
    const server = this.#database;
    this.#database = null;
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }
  async openDatabase(): Promise<void> {
    if (this.#database !== null) return;
    const server = createServer((socket) => void socket.on('error', () => undefined).end());
    await new Promise<void>((resolve) => void server.listen(this.#databasePort, '127.0.0.1', resolve));
    this.#databasePort = (server.address() as AddressInfo).port;
    this.#database = server;
  }

  /** One real look at a moment of the simulated clock. */
  look(monitor: Monitor, at: UnixMs, seen: LookThrough): Promise<Sample> {
    const outside: Outside = { ...seen.outside, clock: { ...seen.outside.clock, now: () => at } };
    return runProbe(
      {
        outside,
        region: 'home',
        manifest: () => this.manifest,
        probes: this.#probes,
        rooms: { journeys: journeyRoom(tmpdir(), 'launch.yaml') },
        isConnected: seen.isConnected,
        onTrouble: (sentence) => {
          throw new Error(sentence);
        },
      },
      { monitor, isResumptionAllowed: false },
      new AbortController().signal,
    );
  }

  async close(): Promise<void> {
    await this.closeDatabase();
    const others = await Promise.all(this.#broken.values());
    await Promise.all([this.#world, ...others].map((world) => world.close()));
  }

  #brokenWorld(name: BrokenWorld): Promise<World> {
    const known = this.#broken.get(name);
    if (known !== undefined) return known;
    const made = createWorld({ change: (plan) => brokenWorlds[name](new PlanEditor(plan)).plan });
    this.#broken.set(name, made);
    return made;
  }
}

export type LabDoor = Outside & AsyncDisposable;
export interface LookThrough {
  readonly outside: Outside;
  readonly isConnected: () => Promise<boolean>;
}

export const later = (at: UnixMs, ms: number): UnixMs => unixMs(at + ms);
