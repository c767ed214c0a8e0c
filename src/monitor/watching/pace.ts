import { trustedLagMs } from '../incident/region.ts';

/** How many checks may run at once, so that what they measure is true. */
export interface Pace {
  readonly limit: () => number;
  /** A check has its turn, so late; true when it is left out. */
  readonly begun: (lateMs: number, isTooLate: boolean) => boolean;
  readonly ended: (lagMs: number) => void;
  readonly health: () => { readonly limit: number; readonly shed: number; readonly latenessP99Ms: number };
}

const mostAtOnce = 512;
/** Plenty for targets that answer, and what a machine that is too busy from the start can bear. */
const firstAtOnce = 128;
/** Dead targets hold their place until their time limit; fewer than this would let them delay the others. */
const fewestAtOnce = 32;
const kept = 2_048;
const window = 50;
const tellEvery = 500;

/** Fewer at once as soon as the loop runs late for most checks, more whenever it does not. */
export function createPace(onTrouble: (sentence: string) => void): Pace {
  const lateness: number[] = [];
  let [limit, shed, seen, lagging] = [firstAtOnce, 0, 0, 0];
  const adapt = (): void => {
    limit =
      lagging > window / 2
        ? Math.max(fewestAtOnce, Math.floor(limit * 0.8))
        : Math.min(mostAtOnce, Math.ceil(limit * 1.25));
    [seen, lagging] = [0, 0];
  };
  return {
    limit: () => limit,
    begun: (lateMs, isTooLate) => {
      lateness.push(Math.max(0, lateMs));
      if (lateness.length > kept) lateness.splice(0, lateness.length - kept / 2);
      if (!isTooLate) return false;
      shed += 1;
      if (shed % tellEvery === 1)
        onTrouble(`This machine is too busy: ${checks(shed)} left out so far. Watch less, or add a probe`);
      return true;
    },
    ended: (lagMs) => {
      seen += 1;
      lagging += lagMs > trustedLagMs * 4 ? 1 : 0;
      if (seen >= window) adapt();
    },
    health: () => ({ limit, shed, latenessP99Ms: percentile99(lateness) }),
  };
}

function percentile99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? sorted.at(-1) ?? 0;
}

const checks = (count: number): string => (count === 1 ? '1 check was' : `${count} checks were`);
