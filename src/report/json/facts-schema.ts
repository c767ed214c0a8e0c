import { z } from 'zod';
import { factsSchema as factsSchemaId } from '../../model/facts-file.ts';
import { profileNames } from '../../model/profile.ts';
import { momentSchema, targetSchema } from './parts.ts';

const factSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('known'),
    value: z.unknown().describe('Plain JSON; its shape belongs to the fact id.'),
    source: z.string(),
    collectedAt: momentSchema,
    tookMs: z.number(),
  }),
  z.object({ state: z.literal('unknown'), reason: z.string(), remedy: z.string() }),
]);

/** `launch-ready/facts@1`: everything one run learned. The manifest in it is only outlined, launch.yaml has its own schema. */
export const factsSchema = z.object({
  schema: z.literal(factsSchemaId),
  tool: z.string(),
  collectedAt: momentSchema,
  collectMs: z.number(),
  manifest: z.looseObject({
    version: z.literal(1),
    isDeclared: z.boolean(),
    product: z.looseObject({ name: z.string(), domain: z.string() }),
    profile: z.enum(profileNames),
  }),
  targets: z.array(targetSchema),
  facts: z.array(z.object({ id: z.string(), target: targetSchema, fact: factSchema })),
});
