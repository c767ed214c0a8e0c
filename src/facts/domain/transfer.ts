import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { recordSchema } from '../../protocols/zone/answers.ts';

const schema = z.object({
  servers: z.array(
    z.object({
      server: z.string(),
      /** It sent the zone; null when it could not be asked. */
      isOpen: z.boolean().nullable(),
      records: z.number(),
      note: z.string(),
    }),
  ),
  /** The records, where a server gave them away. At most 2000. */
  records: z.array(recordSchema),
});

export type Transfer = z.infer<typeof schema>;

export default factToken<Transfer>({
  id: 'domain/transfer',
  target: 'zone',
  about: 'Whether a name server hands the whole zone to strangers (AXFR, RFC 5936), and what is in it',
  schema,
});
