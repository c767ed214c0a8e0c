import { z } from 'zod';
import type { DnsAnswer } from './dns-answer.ts';

/** A `DnsAnswer` as facts keep it. */
export const answerSchema: z.ZodType<DnsAnswer> = z
  .object({
    status: z.enum(['found', 'nodata', 'nxdomain', 'failure']),
    values: z.array(z.string()).readonly(),
    reason: z.string().exactOptional(),
  })
  .readonly();

/** Answers by `questionKey`. */
export const recordedSchema = z.record(z.string(), answerSchema).readonly();
export type Recorded = Readonly<Record<string, DnsAnswer>>;
