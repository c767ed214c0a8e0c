import { setMaxListeners } from 'node:events';
import type { Monitor, Sample } from '../model/monitor.ts';
import type { Recheck } from './incident/policy.ts';
import { createDueQueue } from './due-queue.ts';
import { firstDue, nextDue, share, slotOf } from './schedule.ts';
import { createLagMeter } from './watching/lag.ts';
import type { LagMeter } from './watching/lag.ts';
import { createPace } from './watching/pace.ts';
import type { Pace } from './watching/pace.ts';
import { runProbe } from './watching/run-probe.ts';
import type { ProbeRunnerParts } from './watching/run-probe.ts';

export interface WatchParts extends ProbeRunnerParts {
  /** Called with each sample as soon as there is one; must not throw. */
  readonly onSample: (sample: Sample) => void;
}

export interface WatchHealth {
  readonly monitors: number;
  readonly inFlight: number;
  readonly limit: number;
  /** Checks left out since the start because this machine was too busy. */
  readonly shed: number;
  /** How late checks began lately, milliseconds. */
  readonly latenessP99Ms: number;
  readonly lagMs: number;
}

export interface Watch {
  /** Replaces what is watched; `lastAt` (Unix ms by monitor) tells what missed its turn while nobody looked. */
  readonly setMonitors: (monitors: readonly Monitor[], lastAt?: ReadonlyMap<string, number>) => void;
  /** Looks again sooner; for other regions than this one nothing happens. */
  readonly recheck: (rechecks: readonly Recheck[], fromMs: number) => void;
  readonly health: () => WatchHealth;
  /** Stops; probes under way are ended. */
  readonly close: () => Promise<void>;
}

interface Turn {
  readonly monitor: Monitor;
  readonly isRecheck: boolean;
}

/** Wall clocks jump; nobody sleeps longer than this without looking. */
const longestSleepMs = 1_000;
const jumpMs = 2_000;
/** The machine slept or was stopped for longer than this: what was missed is caught up, spread out. */
const asleepMs = 10_000;
/** A resumed session does not look at the certificate, so a full handshake comes at least this often. */
const fullHandshakeEveryMs = 5 * 60_000;
/** A check is not repeated sooner than this. */
const soonestRecheckMs = 500;
/** Later than this share of its interval a check is left to its next turn. */
const shedAfterShare = 0.5;

/** The loop of one region: every monitor in its turn, as many at once as the machine can tell the truth about. */
export const startWatch = (parts: WatchParts): Watch => new WatchLoop(parts);

class WatchLoop implements Watch {
  readonly #parts: WatchParts;
  readonly #stop = new AbortController();
  readonly #queue = createDueQueue<Turn>();
  readonly #lag: LagMeter;
  readonly #pace: Pace;
  /** When each monitor last shook hands in full. */
  readonly #fullAt = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  #monitors: ReadonlyMap<string, Monitor> = new Map();
  #lastNow: number;
  #cancel: (() => void) | null = null;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#lag = createLagMeter(parts.outside.clock);
    this.#pace = createPace(parts.onTrouble);
    this.#lastNow = this.#now();
    setMaxListeners(0, this.#stop.signal);
  }

  setMonitors(wanted: readonly Monitor[], lastAt: ReadonlyMap<string, number> = new Map()): void {
    const mine = wanted.filter((monitor) => isWatchedHere(monitor, this.#parts.region));
    for (const id of this.#monitors.keys()) this.#queue.remove(id);
    this.#monitors = new Map(mine.map((monitor) => [monitor.id, monitor]));
    for (const monitor of mine) {
      const seen = { lastAt: lastAt.get(monitor.id) ?? null, now: this.#now() };
      const at = firstDue(slotOf(monitor, this.#parts.region), seen);
      this.#queue.put(monitor.id, { at, value: { monitor, isRecheck: false } });
    }
    this.#wake();
  }

  recheck(rechecks: readonly Recheck[], fromMs: number): void {
    for (const { monitor: id, region, afterMs } of rechecks) {
      const monitor = this.#monitors.get(id);
      if (monitor === undefined || (region !== null && region !== this.#parts.region)) continue;
      const at = Math.max(fromMs + afterMs, this.#now() + soonestRecheckMs);
      this.#queue.put(id, { at, value: { monitor, isRecheck: true } }, true);
    }
    this.#wake();
  }

  health(): WatchHealth {
    const counts = { monitors: this.#monitors.size, inFlight: this.#running.size };
    return { ...this.#pace.health(), ...counts, lagMs: this.#lag.recentMs() };
  }

  async close(): Promise<void> {
    this.#stop.abort(new DOMException('The watch was stopped', 'AbortError'));
    this.#cancel?.();
    await Promise.all(this.#running);
    this.#lag.close();
  }

  #now(): number {
    return this.#parts.outside.clock.now();
  }

  #wake(): void {
    if (this.#stop.signal.aborted) return;
    this.#cancel?.();
    const now = this.#now();
    if (now < this.#lastNow - jumpMs || now > this.#lastNow + asleepMs) this.#replanAll();
    this.#lastNow = now;
    this.#launchDue(now);
    const isFull = this.#running.size >= this.#pace.limit();
    const waitMs = (this.#queue.nextAt() ?? Number.POSITIVE_INFINITY) - this.#now();
    const sleepMs = isFull ? longestSleepMs : Math.min(Math.max(waitMs, 0), longestSleepMs);
    this.#cancel = this.#parts.outside.clock.after(sleepMs, () => this.#wake());
  }

  #launchDue(now: number): void {
    while (this.#running.size < this.#pace.limit()) {
      const due = this.#queue.take(now);
      if (due === null) return;
      this.#launch(due.value, now - due.at);
    }
  }

  #launch(turn: Turn, lateMs: number): void {
    this.#plan(turn.monitor);
    const isTooLate = !turn.isRecheck && lateMs > turn.monitor.intervalSeconds * 1000 * shedAfterShare;
    if (this.#pace.begun(lateMs, isTooLate)) return;
    const work = this.#look(turn).finally(() => {
      this.#running.delete(work);
      this.#wake();
    });
    this.#running.add(work);
  }

  async #look({ monitor, isRecheck }: Turn): Promise<void> {
    const endLag = this.#lag.begin();
    const now = this.#now();
    const nextFullMs = fullHandshakeEveryMs - monitor.intervalSeconds * 1000;
    const isResumptionAllowed = !isRecheck && now - (this.#fullAt.get(monitor.id) ?? 0) < nextFullMs;
    const sample = await runProbe(this.#parts, { monitor, isResumptionAllowed }, this.#stop.signal);
    const lagMs = Math.round(endLag() * 10) / 10;
    this.#pace.ended(lagMs);
    if (this.#stop.signal.aborted || !this.#monitors.has(monitor.id)) return;
    if (sample.outcome !== 'up') this.#fullAt.delete(monitor.id);
    else if (!sample.isResumed) this.#fullAt.set(monitor.id, this.#spreadFull(monitor.id, now, nextFullMs));
    this.#parts.onSample({ ...sample, lagMs });
  }

  /** Those that all shook hands in full in the first minute would all do so again in the fifth: the second time comes earlier, spread. */
  #spreadFull(id: string, now: number, nextFullMs: number): number {
    if (this.#fullAt.has(id)) return now;
    return now - Math.max(0, nextFullMs) * share(`full ${id}`);
  }

  #plan(monitor: Monitor): void {
    const at = nextDue(slotOf(monitor, this.#parts.region), this.#now());
    this.#queue.put(monitor.id, { at, value: { monitor, isRecheck: false } }, true);
  }

  /** The wall clock was set back or time was lost: what was planned by it would leave everything blind, or storm. */
  #replanAll(): void {
    const seen = { lastAt: null, now: this.#now() };
    for (const monitor of this.#monitors.values()) {
      const at = firstDue(slotOf(monitor, this.#parts.region), seen);
      this.#queue.put(monitor.id, { at, value: { monitor, isRecheck: false } });
    }
  }
}

const isWatchedHere = (monitor: Monitor, region: string): boolean =>
  !monitor.isPaused && (monitor.regions.length === 0 || monitor.regions.includes(region));
