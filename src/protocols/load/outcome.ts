import type { WorldErrorKind } from '../../model/outside.ts';

/** What became of a request. `answered` is any status below 400. */
export const outcomes = [
  'answered',
  'client-error',
  'rate-limited',
  'server-error',
  'refused',
  'reset',
  'timed-out',
  'unreachable',
  'dns',
  'tls',
  'protocol',
  'too-large',
  'not-sent',
  'other',
] as const;
export type Outcome = (typeof outcomes)[number];

/** RFC 9110 section 15; 429 is RFC 6585 section 4. */
export function outcomeOfStatus(status: number): Outcome {
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server-error';
  return status >= 400 ? 'client-error' : 'answered';
}

export function outcomeOfError(kind: WorldErrorKind): Outcome {
  switch (kind) {
    case 'refused':
    case 'reset':
    case 'timed-out':
    case 'unreachable':
    case 'tls':
    case 'protocol':
    case 'too-large':
      return kind;
    case 'name-not-found':
    case 'dns-failure':
      return 'dns';
    case 'aborted':
      return 'not-sent';
    case 'forbidden':
    case 'not-found':
    case 'permission':
    case 'failed':
      return 'other';
  }
}

/**
 * Whether the time it took belongs to the latencies. A quick refusal would make a dying server look fast; a time-out
 * is counted at what the visitor waited, which is too little rather than nothing.
 */
export const isTimed = (outcome: Outcome): boolean => outcome === 'answered' || outcome === 'timed-out';

/** Counts of outcomes, those that happened. */
export type OutcomeCounts = Readonly<Partial<Record<Outcome, number>>>;

/** Share of requests that were not answered below 400, 0 to 1; 0 when there were none. */
export function errorShare(counts: OutcomeCounts): number {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : (total - (counts.answered ?? 0)) / total;
}
