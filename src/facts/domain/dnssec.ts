import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { recordSchema } from '../../protocols/zone/answers.ts';

const rrset = z.array(recordSchema);

const schema = z.object({
  zone: z.string(),
  /** DS records at the parent; null when nobody could tell. */
  ds: rrset.nullable(),
  /** Per server: DNSKEY, SOA and a denied name, each with their signatures as they came. */
  servers: z.array(
    z.object({
      server: z.string(),
      dnskey: rrset.nullable(),
      soa: rrset.nullable(),
      /** Authority section of the answer about a name that does not exist. */
      denial: rrset.nullable(),
    }),
  ),
});

export type Dnssec = z.infer<typeof schema>;

export default factToken<Dnssec>({
  id: 'domain/dnssec',
  target: 'zone',
  about:
    'The keys and signatures of the zone, as each server sends them, beside the DS records at the parent',
  schema,
});
