import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { answerSchema } from '../../protocols/mail/answer-schema.ts';

const file = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('answered'),
    status: z.number(),
    contentType: z.string().nullable(),
    body: z.string(),
    isCut: z.boolean(),
  }),
  z.object({ state: z.literal('failed'), message: z.string() }),
]);

const schema = z.object({
  domain: z.string(),
  answer: answerSchema,
  /** The logo of `l=`, at most 131,072 bytes; null when there is none to fetch. */
  logo: file.nullable(),
  /** The certificate of `a=`, at most 131,072 bytes. */
  authority: file.nullable(),
});

export type Bimi = z.infer<typeof schema>;

export default factToken<Bimi>({
  id: 'mail/bimi',
  target: 'mailDomain',
  about: 'The BIMI record, its logo and its mark certificate',
  schema,
});
