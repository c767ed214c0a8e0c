import { setFlagsFromString } from 'node:v8';

/**
 * For processes that run for months. V8 lets a heap grow to twice or more of what lives in it before it collects; with 4,000 monitors
 * that is 50 MB in each of two threads, for a tenth of a percent of a core. Above what lives this allows a third.
 */
export const keepHeapLean = (): void => setFlagsFromString('--heap-growing-percent=30');

/**
 * For a thread about to be started. A look makes some 60 KB of garbage and is over within milliseconds: in a young generation of 4 MB
 * nearly all of it is dead when it is looked through, in the 1 MB of the other threads much of it would be carried over.
 */
export const roomForLooks = (): void => setFlagsFromString('--min-semi-space-size=4');
