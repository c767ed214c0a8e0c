import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';
import { impactSchema, severitySchema, stageSchema, targetSchema, waiverSchema } from './parts.ts';

export const findingSchema = z
  .object({
    check: z.string(),
    target: targetSchema,
    title: z.string(),
    found: z.string(),
    severity: severitySchema,
    confidence: z.enum(['proven', 'likely', 'possible']),
    impact: impactSchema,
    stage: stageSchema,
    requirements: z.array(z.string()),
    why: z.string(),
    evidence: z.array(evidenceSchema),
    reproduce: z.string().describe('A shell command with which anybody sees the same thing.'),
    fix: z.string(),
    fixes: z.array(z.string()),
    effortMinutes: z.number(),
    sources: z.array(z.object({ label: z.string(), url: z.string() })),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{12}$/)
      .describe('Made of check and target only: equal in every run.'),
    waiver: waiverSchema.exactOptional(),
  })
  .meta({ id: 'finding', description: 'A failed judgement.' });
