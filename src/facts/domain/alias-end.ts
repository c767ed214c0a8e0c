import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  host: z.string(),
  aliases: z.array(z.string()),
  addresses: z.array(z.string()),
  /** The last alias target exists (any type); false only after NXDOMAIN. */
  endExists: z.boolean(),
  /** The domain one would buy to own the end; null for names below no known suffix. */
  registrable: z.string().nullable(),
  /** Does that domain exist? null when not asked or nobody could tell. */
  isRegistrableTaken: z.boolean().nullable(),
  /** Start of the page at the host, fetched only where a rented service is behind it. */
  page: z.object({ url: z.string(), status: z.number(), text: z.string() }).nullable(),
  /** Why there is no page. */
  pageNote: z.string().nullable(),
});

export type AliasEnd = z.infer<typeof schema>;

export default factToken<AliasEnd>({
  id: 'domain/alias-end',
  target: 'host',
  about: 'Where a host name ends, whether that end still exists, and what the service behind it shows',
  schema,
});
