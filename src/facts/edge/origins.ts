import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const answer = z.object({
  address: z.string(),
  from: z.enum(['manifest', 'mail headers']),
  /** `same`: it serves the host’s own page. `other`: something else, or a refusal. `none`: it does not answer. */
  serves: z.enum(['same', 'other', 'none']),
  scheme: z.enum(['https', 'http']).nullable(),
  status: z.number().nullable(),
  certificate: z
    .object({ isTrusted: z.boolean(), error: z.string().nullable(), isOriginCa: z.boolean() })
    .nullable(),
});
export type OriginAnswer = z.infer<typeof answer>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({ isAsked: z.literal(true), answers: z.array(answer) }),
]);
export type Origins = z.infer<typeof schema>;

export default factToken<Origins>({
  id: 'edge/origins',
  target: 'host',
  about:
    'What declared and leaked origin addresses of a host answer when they are asked around the delivery network',
  schema,
});
