import { setFlagsFromString } from 'node:v8';

/**
 * A pile of reports grows slowly for a long time. V8 answers by growing its nursery to three times 32 MB, all of it garbage: kept
 * small, ten thousand files need 200 MB instead of 310, and a third more processor time.
 */
export const keepNurserySmall = (): void => setFlagsFromString('--semi-space-growth-factor=1');
