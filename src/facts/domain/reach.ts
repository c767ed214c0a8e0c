import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const attempt = z.object({
  address: z.string(),
  family: z.union([z.literal(4), z.literal(6)]),
  port: z.number(),
  isOpen: z.boolean(),
  /** World error kind when it failed. */
  error: z.string().nullable(),
  /** Our own machine has no way there: says nothing about the host. */
  isOurs: z.boolean(),
  /** HTTP status at `/`; null when not asked or no answer. */
  status: z.number().nullable(),
});

const schema = z.object({ host: z.string(), attempts: z.array(attempt) });

export type Reach = z.infer<typeof schema>;
export type ReachAttempt = z.infer<typeof attempt>;

export default factToken<Reach>({
  id: 'domain/reach',
  target: 'host',
  about: 'Whether each address of a host accepts connections, over IPv4 and IPv6',
  schema,
});
