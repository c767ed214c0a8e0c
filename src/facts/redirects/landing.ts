import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const refresh = z.object({ seconds: z.number(), url: z.string() });

const schema = z.discriminatedUnion('isPage', [
  z.object({ isPage: z.literal(false), why: z.string() }),
  z.object({
    isPage: z.literal(true),
    url: z.string(),
    status: z.number(),
    /** `rel=canonical` links, resolved, at most 10; null where the address cannot be read. Also from the Link field. */
    canonical: z.array(z.string().nullable()),
    ogUrl: z.string().nullable(),
    /** A redirect done by the page itself, by meta element or Refresh field. */
    refresh: refresh.nullable(),
  }),
]);

export type Landing = z.infer<typeof schema>;

export default factToken<Landing>({
  id: 'redirects/landing',
  target: 'host',
  about: 'What the page at the end of https://host/ says about its own address',
  schema,
});
