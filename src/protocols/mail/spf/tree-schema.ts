import { z } from 'zod';
import type { SpfNode, SpfTerm } from './tree.ts';

const problem = z.object({ text: z.string(), at: z.number(), message: z.string(), section: z.string() });

const term: z.ZodType<SpfTerm> = z.object({
  text: z.string(),
  at: z.number(),
  kind: z.enum(['all', 'include', 'exists', 'ptr', 'a', 'mx', 'ip4', 'ip6', 'redirect', 'exp']),
  qualifier: z.string(),
  isReached: z.boolean(),
  answer: z.enum(['none', 'found', 'void', 'unanswered', 'macro']),
  emptyFamilies: z.array(z.union([z.literal(4), z.literal(6)])),
  names: z.number(),
  networks: z.array(z.string()),
  child: z.lazy(() => spfNodeSchema).nullable(),
});

/** An SPF tree as facts keep it; the tree's own limits bound its depth and size. */
export const spfNodeSchema: z.ZodType<SpfNode> = z.object({
  domain: z.string(),
  via: z.enum(['root', 'include', 'redirect']),
  state: z.enum(['record', 'missing', 'several', 'unanswered', 'loop', 'macro', 'beyond']),
  record: z.string().nullable(),
  rivals: z.array(z.string()),
  answerBytes: z.number(),
  errors: z.array(problem),
  terms: z.array(term),
  reason: z.string().exactOptional(),
});
