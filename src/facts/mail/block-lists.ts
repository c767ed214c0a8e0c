import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { answerSchema } from '../../protocols/mail/answer-schema.ts';

const schema = z.object({
  domain: z.string(),
  lists: z
    .array(
      z.object({
        zone: z.string(),
        /** Answer for the entry every list must have (RFC 5782 section 5): proves that we are answered at all. */
        test: answerSchema,
        entries: z.array(z.object({ subject: z.string(), answer: answerSchema })).readonly(),
      }),
    )
    .readonly(),
});

export type BlockLists = z.infer<typeof schema>;

export default factToken<BlockLists>({
  id: 'mail/block-lists',
  target: 'mailDomain',
  about: 'What the block lists of mailbox providers say about the domain and its own sending addresses',
  schema,
});
