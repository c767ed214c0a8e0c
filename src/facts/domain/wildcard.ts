import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  /** The made-up name that was asked. */
  name: z.string(),
  rcode: z.string(),
  addresses: z.array(z.string()),
  aliases: z.array(z.string()),
  texts: z.array(z.string()),
});

export type Wildcard = z.infer<typeof schema>;

export default factToken<Wildcard>({
  id: 'domain/wildcard',
  target: 'zone',
  about: 'What a name nobody ever created resolves to',
  schema,
});
