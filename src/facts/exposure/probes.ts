import { z } from 'zod';
import { severities } from '../../model/check.ts';
import { factToken } from '../../model/fact.ts';
import { exposureKinds } from '../../protocols/exposure/rule.ts';

const hit = z.object({
  rule: z.string(),
  kind: z.enum(exposureKinds),
  title: z.string(),
  severity: z.enum(severities),
  method: z.enum(['GET', 'POST']),
  url: z.string(),
  status: z.number(),
  type: z.string(),
  /** What the content proves, without values. */
  detail: z.string(),
});
export type ExposureHit = z.infer<typeof hit>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    hits: z.array(hit),
    asked: z.number(),
    /** Addresses that gave no answer, or one that says nothing: 429 and the 5xx. */
    unanswered: z.number(),
    /** Kinds of paths for which the host answers 200 to anything. */
    soft: z.array(z.string()),
    /** Why not everything was asked; null: everything was. */
    stopped: z.string().nullable(),
  }),
]);
export type ExposureProbes = z.infer<typeof schema>;
export type AskedExposure = Extract<ExposureProbes, { isAsked: true }>;

export default factToken<ExposureProbes>({
  id: 'exposure/probes',
  target: 'host',
  about: 'Files and pages a host hands out that are not for the public, each confirmed by its content',
  schema,
});
