import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const trial = z.object({
  url: z.string(),
  /** Test account the object belongs to. */
  owner: z.string(),
  /** Another test account, or `a stranger`. */
  by: z.string(),
  status: z.number().nullable(),
  /** The answer is the owner’s, byte for byte. */
  isOwnersAnswer: z.boolean(),
});
export type ObjectTrial = z.infer<typeof trial>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string(), isConsentMissing: z.boolean() }),
  z.object({
    isAsked: z.literal(true),
    trials: z.array(trial),
    /** Why not everything could be tried, in sentences without secrets. */
    problems: z.array(z.string()),
  }),
]);
export type ApiObjects = z.infer<typeof schema>;

export default factToken<ApiObjects>({
  id: 'api/objects',
  target: 'site',
  about: 'Whether what belongs to one test account can be read by another, or by somebody without an account',
  schema,
});
