import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { answerSchema } from '../../protocols/mail/answer-schema.ts';

const policy = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('answered'),
    status: z.number(),
    contentType: z.string().nullable(),
    location: z.string().nullable(),
    /** At most 64,000 characters. */
    body: z.string(),
    isCut: z.boolean(),
    /** Why the certificate is not trusted for the host; null when it is. */
    certificateError: z.string().nullable(),
  }),
  z.object({ state: z.literal('failed'), kind: z.string(), message: z.string() }),
  z.object({ state: z.literal('not-asked'), why: z.string() }),
]);

const schema = z.object({
  domain: z.string(),
  answer: answerSchema,
  /** `mta-sts.<domain>` has an address; null when not answered. */
  hasHost: z.boolean().nullable(),
  policy,
});

export type MtaSts = z.infer<typeof schema>;

export default factToken<MtaSts>({
  id: 'mail/mta-sts',
  target: 'mailDomain',
  about: 'The MTA-STS record and the policy file behind it',
  schema,
});
