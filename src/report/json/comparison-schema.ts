import { z } from 'zod';
import { comparisonSchema as comparisonSchemaId } from '../comparison/document.ts';
import { findingSchema } from './finding.ts';
import { digestSchema, momentSchema } from './parts.ts';

const runSchema = z.object({
  judgedAt: momentSchema,
  verdict: z.enum(['ship', 'ship with fixes', 'pause', 'could not look']),
  headline: z.string(),
  facts: digestSchema,
});

/** `launch-ready/comparison@1`: what changed between two runs. */
export const comparisonSchema = z.object({
  schema: z.literal(comparisonSchemaId),
  domain: z.string(),
  older: runSchema,
  newer: runSchema,
  headline: z.string(),
  changes: z.object({
    regressed: z.array(findingSchema),
    appeared: z.array(findingSchema),
    stillOpen: z.array(findingSchema),
    unclear: z.array(findingSchema),
    fixed: z.array(findingSchema),
  }),
});
