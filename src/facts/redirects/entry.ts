import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { walkSchema } from '../../protocols/http/walk.ts';

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    host: z.string(),
    /** `http://host/` */
    http: walkSchema,
    /** `https://host/` */
    https: walkSchema,
    /** The same with a path and a query nobody has, to see what survives. */
    httpProbe: walkSchema,
    httpsProbe: walkSchema,
    /** `https://host/` as a phone's browser; null when the plain walk already showed enough. */
    phone: walkSchema.nullable(),
    /** `http://host/` over IPv6 only; null when the host has no IPv6 address or cannot be reached so from here. */
    ipv6: walkSchema.nullable(),
    /** The walk that does not end, with cookies kept as browsers do; null when none was endless. */
    withCookies: walkSchema.nullable(),
  }),
]);

export type Entry = z.infer<typeof schema>;
export type AskedEntry = Extract<Entry, { isAsked: true }>;

export default factToken<Entry>({
  id: 'redirects/entry',
  target: 'host',
  about: 'Where visitors end who type a host’s name, over http and https, with and without a path',
  schema,
});
