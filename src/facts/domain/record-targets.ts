import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  targets: z.array(
    z.object({
      type: z.enum(['NS', 'MX']),
      /** The name the record points at. */
      name: z.string(),
      isSettled: z.boolean(),
      rcode: z.string(),
      aliases: z.array(z.string()),
      addresses: z.array(z.string()),
      registrable: z.string().nullable(),
      /** null: not asked, or nobody could tell. */
      isRegistrableTaken: z.boolean().nullable(),
    }),
  ),
});

export type RecordTargets = z.infer<typeof schema>;

export default factToken<RecordTargets>({
  id: 'domain/record-targets',
  target: 'zone',
  about: "Where the zone's name server and mail records lead, and whether those names still exist",
  schema,
});
