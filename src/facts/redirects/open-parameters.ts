import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    paths: z.array(z.string()),
    parameters: z.array(z.string()),
    /** Addresses that send the visitor to the foreign address given in a parameter. */
    open: z.array(z.object({ url: z.string(), parameter: z.string(), location: z.string() })),
  }),
]);

export type OpenParameters = z.infer<typeof schema>;

export default factToken<OpenParameters>({
  id: 'redirects/open-parameters',
  target: 'host',
  about: 'Whether usual parameters (next, url, return) send visitors to any address given in them',
  schema,
});
