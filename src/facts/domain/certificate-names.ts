import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  names: z.array(
    z.object({
      name: z.string(),
      /** The host whose certificate or page mentions it. */
      seenAt: z.string(),
      origin: z.enum(['certificate', 'link']),
      isResolving: z.boolean().nullable(),
    }),
  ),
});

export type CertificateNames = z.infer<typeof schema>;

export default factToken<CertificateNames>({
  id: 'domain/certificate-names',
  target: 'site',
  about: 'Host names of the product that certificates mention but nobody looked at yet',
  schema,
});
