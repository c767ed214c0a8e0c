import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const alias = z.object({ name: z.string(), target: z.string(), ttlSeconds: z.number() });

const schema = z.object({
  /** `NOERROR` or `NXDOMAIN`; an answer that could not be had is an unknown fact. */
  rcode: z.string(),
  ipv4: z.array(z.string()),
  ipv6: z.array(z.string()),
  /** CNAMEs followed, in order (RFC 1034 section 3.6.2). */
  chain: z.array(alias),
  /** Smallest TTL of the address records; null when there are none. */
  ttlSeconds: z.number().nullable(),
  /** The questions nobody answered: an empty list of addresses of that family then proves nothing. */
  unanswered: z.array(z.enum(['A', 'AAAA'])).optional(),
});

export type Addresses = z.infer<typeof schema>;

export default factToken<Addresses>({
  id: 'domain/addresses',
  target: 'host',
  about: 'The IPv4 and IPv6 addresses a host name leads to, and the aliases on the way',
  schema,
});
