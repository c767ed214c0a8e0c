import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  domain: z.string(),
  /** Single addresses the SPF policy lets send, at most eight. */
  addresses: z
    .array(
      z.object({
        address: z.string(),
        /** null: the question got no answer. */
        reverse: z.array(z.string()).readonly().nullable(),
        isConfirmed: z.boolean().nullable(),
      }),
    )
    .readonly(),
});

export type SendingAddresses = z.infer<typeof schema>;

export default factToken<SendingAddresses>({
  id: 'mail/sending-addresses',
  target: 'mailDomain',
  about: 'The single addresses that may send for the domain, with their reverse names',
  schema,
});
