import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { answerSchema, recordedSchema } from '../../protocols/mail/answer-schema.ts';

const schema = z.object({
  domain: z.string(),
  /** Every answer the readings by RFC 9989 and RFC 7489 and the report destinations need, by `TYPE name`. */
  answers: recordedSchema,
  /** MX, else address, answers of the domains that get reports. */
  mailboxes: z.array(z.object({ domain: z.string(), mx: answerSchema, address: answerSchema })).readonly(),
});

export type Dmarc = z.infer<typeof schema>;

export default factToken<Dmarc>({
  id: 'mail/dmarc',
  target: 'mailDomain',
  about: 'The DMARC records on the way up from the domain, and whether its report destinations agree',
  schema,
});
