import { z } from 'zod';
import { profileNames } from '../../model/profile.ts';
import { reportSchema as reportSchemaId } from '../../model/report.ts';
import { findingSchema } from './finding.ts';
import { digestSchema, momentSchema, severitySchema, stageSchema, targetSchema } from './parts.ts';

const count = z.number().int().min(0);

const settledSchema = z.object({
  check: z.string(),
  title: z.string(),
  target: targetSchema,
  text: z.string(),
  stage: stageSchema,
});

const planSchema = z.object({
  slots: z.array(
    z.object({
      day: z.union([z.literal(1), z.literal(2)]),
      startHour: z.number(),
      endHour: z.number(),
      title: z.string(),
      stages: z.array(stageSchema),
      tasks: z.array(
        z.object({
          finding: z.string().describe('Fingerprint.'),
          title: z.string(),
          minutes: z.number(),
          severity: severitySchema,
        }),
      ),
    }),
  ),
  deferred: z.array(z.object({ finding: z.string(), title: z.string(), reason: z.string() })),
});

const coverageSchema = z.object({
  targets: z.array(targetSchema),
  checksRun: count,
  requirements: z.array(z.object({ id: z.string(), judged: count, unknown: count })),
  notLookedAt: z.array(z.object({ what: z.string(), why: z.string() })),
});

const ownershipSchema = z.object({
  name: z.string(),
  type: z.string(),
  value: z.string(),
  provider: z.string().nullable(),
  owner: z.string().nullable(),
  purpose: z.string().nullable(),
  isProxied: z.boolean().nullable(),
  text: z.string(),
});

/** `launch-ready/report@1`, as printed by `--json`. `schema.test.ts` proves at compile time that it is the model's `Report`. */
export const reportSchema = z.object({
  schema: z.literal(reportSchemaId),
  tool: z.object({ name: z.literal('launch-ready'), version: z.string() }),
  subject: z.object({
    product: z.string(),
    domain: z.string(),
    profile: z.enum(profileNames),
    isDeclared: z.boolean().describe('false: there is no launch.yaml, the product was discovered.'),
  }),
  collectedAt: momentSchema,
  judgedAt: momentSchema,
  verdict: z.enum(['ship', 'ship with fixes', 'pause', 'could not look']),
  headline: z.string(),
  counts: z.object({
    blocker: count,
    high: count,
    medium: count,
    low: count,
    waived: count,
    passed: count,
    notApplicable: count,
    unknown: count,
  }),
  findings: z.array(findingSchema).describe('In launch order: what loses most money first.'),
  waived: z.array(findingSchema),
  passed: z.array(settledSchema),
  notApplicable: z.array(settledSchema),
  unknown: z.array(settledSchema.extend({ remedy: z.string(), severity: severitySchema })),
  plan: planSchema,
  notNow: z.array(
    z.object({ id: z.string(), what: z.string(), why: z.string(), cost: z.string(), stage: stageSchema }),
  ),
  coverage: coverageSchema,
  ownership: z.array(ownershipSchema),
  timings: z.object({ collectMs: z.number(), judgeMs: z.number() }),
  digests: z.object({ facts: digestSchema, findings: digestSchema }),
});
