/** Something failures are counted for: an address, an account. */
export interface Counted {
  readonly key: string;
  /** So many failures cost nothing. */
  readonly freeTries: number;
}

/** Failures counted; each one beyond the free tries doubles the wait. */
export interface Throttle {
  /** Milliseconds to wait before the next try; 0: go ahead. */
  readonly waitMs: (counted: readonly Counted[], now: number) => number;
  readonly failed: (counted: readonly Counted[], now: number) => void;
  readonly succeeded: (counted: readonly Counted[]) => void;
}

interface Count {
  readonly failures: number;
  readonly lastAt: number;
}

const placePrefix = 'from ';
const maxKeys = 20_000;
const longestMs = 15 * 60_000;
const forgetMs = 60 * 60_000;

/** Brute force: after the free tries 1 s, 2 s, 4 s and so on up to a quarter of an hour. Bounded memory. */
export function createThrottle(): Throttle {
  const counts = new Map<string, Count>();
  const waitOf = ({ key, freeTries }: Counted, now: number): number => {
    const count = counts.get(key);
    if (count === undefined || count.failures < freeTries) return 0;
    const delay = Math.min(longestMs, 1000 * 2 ** Math.min(20, count.failures - freeTries));
    return Math.max(0, count.lastAt + delay - now);
  };
  return {
    waitMs: (counted, now) => Math.max(0, ...counted.map((each) => waitOf(each, now))),
    failed: (counted, now) => {
      for (const { key } of counted) {
        const before = counts.get(key);
        const isOld = before === undefined || now - before.lastAt > forgetMs;
        counts.delete(key);
        counts.set(key, { failures: isOld ? 1 : before.failures + 1, lastAt: now });
      }
      for (const key of counts.keys()) {
        if (counts.size <= maxKeys) break;
        counts.delete(key);
      }
    },
    succeeded: (counted) => {
      // Who owns one account must not win fresh tries at all the others from the same place.
      for (const { key } of counted) if (!key.startsWith(placePrefix)) counts.delete(key);
    },
  };
}

/**
 * Somebody guessing one account from one place is slowed after five tries; from many places after fifty, so that a stranger cannot
 * easily lock its owner out; one place guessing many accounts after twenty.
 */
export const signInCounts = (from: string, account: string): readonly Counted[] => [
  { key: `${from} ${account}`, freeTries: 5 },
  { key: `account ${account}`, freeTries: 50 },
  { key: `${placePrefix}${from}`, freeTries: 20 },
];
/** A one-time link cannot be guessed; this only keeps the noise down. */
export const linkCounts = (from: string): readonly Counted[] => [{ key: `link ${from}`, freeTries: 20 }];
