import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { DeployMarker } from '../../model/monitor.ts';

/** What is told about a release. */
export const markerInput = z.object({
  version: z.string().trim().min(1, 'Say which version.').max(120),
  environment: z.string().trim().min(1).max(60).default('production'),
  by: z.string().max(120).nullable().default(null),
  url: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .nullable()
    .default(null),
  note: z.string().max(500).nullable().default(null),
  /** Unix milliseconds; a clock that is wrong must not move a deploy into the future. */
  at: z.number().optional(),
});

/** Saying it twice (a repeated CI step) is the same deploy. */
export function markerOf(given: z.output<typeof markerInput>, now: number): DeployMarker {
  const at = unixMs(Math.min(given.at ?? now, now));
  return { ...given, at, id: `${given.environment} ${given.version} ${Math.floor(at / 60_000)}` };
}
