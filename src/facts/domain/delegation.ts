import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { recordSchema } from '../../protocols/zone/answers.ts';

const schema = z.object({
  zone: z.string(),
  /** The zone that delegates: `com` for `example.com`. */
  parent: z.string(),
  /** Parent server addresses that answered, `name (address)`. */
  asked: z.array(z.string()),
  /** Name server names in the referral, sorted. */
  nameServers: z.array(z.string()),
  /** Addresses the parent hands out with the referral (RFC 9471). */
  glue: z.array(z.object({ name: z.string(), addresses: z.array(z.string()) })),
  /** DS records at the parent; null when nobody could tell. */
  ds: z.array(recordSchema).nullable(),
  /** The parent says the zone does not exist. */
  isMissing: z.boolean(),
});

export type Delegation = z.infer<typeof schema>;

export default factToken<Delegation>({
  id: 'domain/delegation',
  target: 'zone',
  about: 'What the parent zone hands out for this zone: name servers, glue addresses, DS records',
  schema,
});
