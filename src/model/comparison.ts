import type { Finding } from './finding.ts';

/** What changed between two runs of the same product. A finding that cannot be judged any more is never counted as fixed. */
export interface Comparison {
  readonly fixed: readonly Finding[];
  /** Not judged in the older run, fails now. */
  readonly appeared: readonly Finding[];
  readonly stillOpen: readonly Finding[];
  /** Passed in the older run and fails now. */
  readonly regressed: readonly Finding[];
  /** Failed before and could not be judged now: not fixed, not open. */
  readonly unclear: readonly Finding[];
}
