import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const asked = z.object({
  url: z.string(),
  /** The first page it stands on. */
  from: z.string(),
  line: z.number(),
  isOwn: z.boolean(),
  /** null: no answer. */
  status: z.number().nullable(),
  /** Kind of failure when there was no answer: `name-not-found`, `timed-out`... */
  error: z.string().nullable(),
  location: z.string().nullable(),
});
export type AskedLink = z.infer<typeof asked>;

const schema = z.object({
  asked: z.array(asked),
  /** Link targets beyond the budget. */
  leftOut: z.number(),
});
export type Links = z.infer<typeof schema>;

export default factToken<Links>({
  id: 'pages/links',
  target: 'host',
  about: 'What answers where the links of a host lead that its crawl did not follow',
  schema,
});
