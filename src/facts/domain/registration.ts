import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  domain: z.string(),
  url: z.string(),
  /** false: the registry answers that the domain is not registered. */
  isRegistered: z.boolean(),
  registrar: z.object({ name: z.string().nullable(), ianaId: z.string().nullable() }).nullable(),
  statuses: z.array(z.string()),
  registeredAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  nameServers: z.array(z.string()),
  isDelegationSigned: z.boolean().nullable(),
});

export type RegistrationFact = z.infer<typeof schema>;

export default factToken<RegistrationFact>({
  id: 'domain/registration',
  target: 'zone',
  about: 'What the registry says: registrar, expiry, locks and holds, name servers. Nothing about the holder',
  schema,
});
