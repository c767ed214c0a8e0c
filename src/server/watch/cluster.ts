import { unixMs } from '../../model/brand.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Store } from '../../model/store.ts';
import type { ServiceParts } from '../../monitor/service.ts';
import type { Recheck } from '../../monitor/incident/policy.ts';
import { startFollower } from './follower.ts';
import { startLeader } from './leader.ts';
import type { Message } from './messages.ts';
import { bodyOf } from './messages.ts';
import { createRecheckPost } from './recheck-post.ts';
import { ownerOf } from './shares.ts';
import type { WatchDoor, WatchListener } from './watch-door.ts';

export interface ClusterParts extends Omit<ServiceParts, 'store' | 'isMine' | 'onJudged' | 'onRechecks'> {
  readonly store: Store;
  readonly listener: WatchListener;
}
export interface Cluster extends WatchDoor {
  readonly close: () => Promise<void>;
}

/** What this replica does at present: decide, or look and pass on. */
export interface Duty {
  readonly kind: 'leader' | 'follower';
  readonly reshare: () => void;
  readonly changed: () => Promise<void>;
  readonly check: (monitor: string) => void;
  readonly tell: (message: Message) => Promise<boolean>;
  readonly health: WatchDoor['health'];
  readonly states: WatchDoor['states'];
  readonly takeChanged: WatchDoor['takeChanged'];
  readonly close: (how?: { readonly isAbandoned: boolean }) => Promise<void>;
}
export interface DutyParts extends ClusterParts {
  readonly isMine: (monitor: Monitor) => boolean;
  readonly onRechecks: (rechecks: readonly Recheck[]) => void;
}

const roundMs = 2_000;
/** Three missed rounds and another replica takes over. */
const leaseMs = 8_000;

/** One of several replicas over one store (MON-10): all look, one decides; whoever holds the lease is that one. */
export async function startCluster(parts: ClusterParts): Promise<Cluster> {
  const cluster = new ReplicaCluster(parts);
  await cluster.start();
  return cluster;
}

class ReplicaCluster implements Cluster {
  readonly #parts: ClusterParts;
  readonly #stop = new AbortController();
  readonly #post = createRecheckPost();
  #replicas: readonly string[];
  #leader: string | null = null;
  #duty: Duty | null = null;
  #rounds: Promise<void> = Promise.resolve();
  #isTroubled = false;
  #messages = 0;

  constructor(parts: ClusterParts) {
    this.#parts = parts;
    this.#replicas = [parts.holder];
  }

  async start(): Promise<void> {
    await this.#round();
    this.#rounds = this.#keepGoing();
  }

  isLeader = (): boolean => this.#duty?.kind === 'leader';
  replicas = (): readonly string[] => this.#replicas;
  leader = (): string | null => this.#leader;
  states: WatchDoor['states'] = () => this.#now.states();
  takeChanged: WatchDoor['takeChanged'] = () => this.#now.takeChanged();
  health: WatchDoor['health'] = () => this.#now.health();
  takeRechecks: WatchDoor['takeRechecks'] = (region) =>
    this.#post.take(region, this.#parts.outside.clock.now());
  receive: WatchDoor['receive'] = async (samples) => void (await this.#tell({ kind: 'samples', samples }));
  acknowledge: WatchDoor['acknowledge'] = (incident, by) => this.#tell({ kind: 'acknowledge', incident, by });
  note: WatchDoor['note'] = (incident, { by, text }) => this.#tell({ kind: 'note', incident, by, text });

  async changed(): Promise<void> {
    this.#parts.listener.monitorsChanged();
    await this.#now.changed();
    if (!this.isLeader()) await this.#tell({ kind: 'changed' });
  }

  async check(monitor: string): Promise<void> {
    this.#now.check(monitor);
    if (!this.isLeader()) await this.#tell({ kind: 'check', monitor });
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#rounds;
    await this.#duty?.close();
    const { leases } = this.#parts.store;
    // The next one takes over at once instead of waiting for the lease to end.
    await Promise.all([
      leases.release('desk', this.#parts.holder),
      leases.release(this.#presence, this.#parts.holder),
    ]).catch(() => undefined);
  }

  get #now(): Duty {
    if (this.#duty === null) throw new Error('The watch has not started');
    return this.#duty;
  }
  get #presence(): string {
    return `replica/${this.#parts.region}/${this.#parts.holder}`;
  }

  /** A follower's word waits in the store for the leader, so that it is durable and comes in order. */
  async #tell(message: Message): Promise<boolean> {
    if (this.isLeader()) return this.#now.tell(message);
    this.#messages += 1;
    const at = this.#parts.outside.clock.now();
    const id = `${this.#parts.holder} ${at} ${String(this.#messages).padStart(6, '0')}`;
    await this.#parts.store.inbox.put([{ id, at, body: bodyOf(message) }]);
    return true;
  }

  async #keepGoing(): Promise<void> {
    const { clock } = this.#parts.outside;
    for (;;) {
      await clock.sleep(roundMs, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      await this.#round().catch((cause: unknown) => this.#failed(cause));
    }
  }

  /** While the store is away nobody can take over: whoever decides goes on deciding, in memory. */
  #failed(cause: unknown): void {
    if (this.#isTroubled) return;
    this.#isTroubled = true;
    const why = cause instanceof Error ? cause.message : String(cause);
    this.#parts.onTrouble(`The store does not answer; the watch goes on from memory: ${why}`);
  }

  async #round(): Promise<void> {
    const { store, holder, outside } = this.#parts;
    const now = outside.clock.now();
    await store.leases.acquire(this.#presence, holder, { now, ttlMs: leaseMs });
    const isLeader = await store.leases.acquire('desk', holder, { now, ttlMs: leaseMs });
    this.#leader = isLeader ? holder : ((await store.leases.holding('desk'))?.holder ?? null);
    const held = await store.leases.held(`replica/${this.#parts.region}/`, unixMs(now));
    const replicas = held.map((each) => each.holder).toSorted();
    const isMoved = replicas.join('\n') !== this.#replicas.join('\n');
    if (replicas.length > 0) this.#replicas = replicas;
    await this.#serve(isLeader ? 'leader' : 'follower');
    if (isMoved) this.#duty?.reshare();
    if (this.#isTroubled) this.#parts.onTrouble('The store answers again');
    this.#isTroubled = false;
  }

  async #serve(kind: Duty['kind']): Promise<void> {
    if (this.#duty?.kind === kind) return;
    const earlier = this.#duty;
    if (earlier !== null)
      this.#parts.onTrouble(kind === 'leader' ? 'This replica decides now' : 'Another replica decides now');
    await earlier?.close({ isAbandoned: true });
    const parts: DutyParts = {
      ...this.#parts,
      isMine: ({ id }) => ownerOf(id, this.#replicas) === this.#parts.holder,
      onRechecks: (rechecks) => this.#post.put(rechecks, this.#parts.outside.clock.now()),
    };
    this.#duty = await (kind === 'leader' ? startLeader(parts) : startFollower(parts));
  }
}
