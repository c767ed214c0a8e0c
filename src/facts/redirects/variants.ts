import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const variant = z.object({
  url: z.string(),
  /** The page's proper address. */
  of: z.string(),
  what: z.enum(['index file', 'trailing slash', 'upper case']),
  /** null: no answer. */
  status: z.number().nullable(),
  /** The body is byte for byte that of the proper address. */
  isSameBody: z.boolean(),
  canonical: z.string().nullable(),
});

const schema = z.object({ variants: z.array(variant) });

export type Variants = z.infer<typeof schema>;

export default factToken<Variants>({
  id: 'redirects/variants',
  target: 'host',
  about: 'What other spellings of a host’s pages answer: index file, trailing slash, upper case',
  schema,
});
