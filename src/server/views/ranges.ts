import type { Grain } from '../../ingest/inside/series-name.ts';
import type { InsideRange } from '../contract-inside.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long a stretch is and how finely it is kept. */
export const ranges: Readonly<Record<InsideRange, { readonly lengthMs: number; readonly grain: Grain }>> = {
  '1h': { lengthMs: hourMs, grain: 'minute' },
  '24h': { lengthMs: dayMs, grain: 'hour' },
  '7d': { lengthMs: 7 * dayMs, grain: 'hour' },
  '30d': { lengthMs: 30 * dayMs, grain: 'day' },
  '90d': { lengthMs: 90 * dayMs, grain: 'day' },
};
