import type { DmarcRecord } from './record.ts';

/** "pct=" below 100 with a policy to apply: RFC 7489 receivers apply it to a share, RFC 9989 ones to all. */
export const isPartial = ({ p, pct }: Pick<DmarcRecord, 'p' | 'pct'>): boolean =>
  p !== null && p !== 'none' && pct !== null && pct < 100;
