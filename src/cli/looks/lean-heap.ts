import { setFlagsFromString } from 'node:v8';

/**
 * For processes that run for months. V8 lets a heap grow to twice or more of what lives in it before it collects; with 4,000 monitors
 * that is 50 MB in each of two threads. Above what lives this allows a seventh, and garbage is given back sooner.
 */
export const keepHeapLean = (): void => setAll(['--heap-growing-percent=15', '--optimize-for-size']);

/**
 * What loading left behind is given back at once, pages that are nearly empty included: a tenth of an idle server. Only in a process
 * that was begun for it (`leanStart`); some 100 ms, so before anything is measured.
 */
export const collectAfterStart = (): void =>
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });

let isWideForLooks = false;

/**
 * For a process that takes hundreds of events a second, as long as it is small: a lean heap took a quarter of its events then. Counts
 * for every thread; what is wider for its looks stays so.
 */
export const heapForSenders = {
  widen: (): void => {
    if (!isWideForLooks) setAll(['--heap-growing-percent=30', '--no-optimize-for-size']);
  },
  narrow: (): void => {
    if (!isWideForLooks) keepHeapLean();
  },
  collect: collectAfterStart,
  residentMb: (): number => process.memoryUsage.rss() / 2 ** 20,
};

/** Up to so many looks a minute, memory counts for more than a little time. */
const fewAMinute = 6_000;
/** More than this are paid for with memory: collecting less often saves a sixth of a look. */
const manyAMinute = 20_000;

/**
 * For a thread about to be started. A look makes some 60 KB of garbage and is over within milliseconds: in a young generation of 4 MB
 * nearly all of it is dead when it is looked through, in the 1 MB of the other threads a little more is carried over.
 */
export const roomForLooks = (looksAMinute: number): void => {
  isWideForLooks = looksAMinute > manyAMinute;
  if (isWideForLooks)
    setAll(['--min-semi-space-size=8', '--heap-growing-percent=60', '--no-optimize-for-size']);
  else if (looksAMinute > fewAMinute) setAll(['--min-semi-space-size=4']);
};

const setAll = (flags: readonly string[]): void => flags.forEach((flag) => setFlagsFromString(flag));
