import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const answer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('answered'),
    status: z.number(),
    location: z.string().nullable(),
    /** Strict-Transport-Security fields as received, at most 5, each cut at 1000 characters. */
    headers: z.array(z.string()),
  }),
  /** `kind` is a `WorldErrorKind`, or `no-address` for a name without any. */
  z.object({ state: z.literal('failed'), kind: z.string(), message: z.string() }),
]);

const schema = z.object({ https: answer, http: answer });

export type Hsts = z.infer<typeof schema>;

export default factToken<Hsts>({
  id: 'tls/hsts',
  target: 'host',
  about: 'The Strict-Transport-Security fields of a host’s start page over HTTPS and over plain HTTP',
  schema,
});
