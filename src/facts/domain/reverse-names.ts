import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  addresses: z.array(z.object({ address: z.string(), names: z.array(z.string()).nullable() })),
});

export type ReverseNames = z.infer<typeof schema>;

export default factToken<ReverseNames>({
  id: 'domain/reverse-names',
  target: 'host',
  about: "The reverse names (PTR) of a host's addresses",
  schema,
});
