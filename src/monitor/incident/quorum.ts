import type { UnixMs } from '../../model/brand.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Machine, RegionState } from './machine.ts';

/** What the regions say together. */
export interface Verdict {
  readonly reporting: readonly string[];
  readonly down: readonly string[];
  readonly slow: readonly string[];
  /** How many regions must agree. */
  readonly needed: number;
  readonly isDown: boolean;
  readonly isSlow: boolean;
  /** Regions that see it down while the others do not: never an alarm, always named. */
  readonly minority: readonly string[];
  /** Some region has begun to fail. */
  readonly isSuspect: boolean;
  /** Earliest failure of the regions that are down. */
  readonly since: UnixMs | null;
  readonly slowSince: UnixMs | null;
}

/** A region that was not heard of for three turns and a minute has no vote. */
const staleTurns = 3;
const staleGraceMs = 60_000;

export function verdictOf(machine: Machine, monitor: Monitor, now: UnixMs): Verdict {
  const all = Object.entries(machine.regions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const oldest = now - staleTurns * monitor.intervalSeconds * 1000 - staleGraceMs;
  const reporting = all.filter(
    ([, state]) => state.lastAt !== null && state.lastAt >= oldest && isHeard(state),
  );
  const down = reporting.filter(([, state]) => state.isDown);
  const slow = reporting.filter(([, state]) => state.isSlow || state.isDown);
  const majority = Math.floor(reporting.length / 2) + 1;
  const needed = monitor.quorum > 0 ? Math.min(monitor.quorum, Math.max(1, reporting.length)) : majority;
  const isDown = reporting.length > 0 && down.length >= needed;
  return {
    reporting: namesOf(reporting),
    down: namesOf(down),
    slow: namesOf(slow),
    needed,
    isDown,
    isSlow: !isDown && slow.some(([, state]) => state.isSlow) && slow.length >= needed,
    minority: isDown ? [] : namesOf(down),
    isSuspect: reporting.some(([, state]) => state.failures > 0),
    since: earliest(down.map(([, state]) => state.failingSince)),
    slowSince: earliest(slow.map(([, state]) => state.slowSince)),
  };
}

/** A region that just said "my own network is gone" has no vote, unless it had already seen the product down. */
const isHeard = (state: RegionState): boolean => state.outcome !== 'unknown' || state.isDown;

const namesOf = (regions: readonly (readonly [string, RegionState])[]): readonly string[] =>
  regions.map(([name]) => name);

const earliest = (times: readonly (UnixMs | null)[]): UnixMs | null =>
  times.reduce((best, time) => (time !== null && (best === null || time < best) ? time : best), null);

/** `us sees it down, eu and ap do not`: the sentence a minority gets. */
export function minorityText(verdict: Verdict): string | null {
  if (verdict.minority.length === 0) return null;
  const others = verdict.reporting.filter((name) => !verdict.minority.includes(name));
  const rest = others.length === 0 ? '' : `, ${listed(others)} ${others.length === 1 ? 'does' : 'do'} not`;
  return `${listed(verdict.minority)} ${verdict.minority.length === 1 ? 'sees' : 'see'} it down${rest}`;
}

export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
