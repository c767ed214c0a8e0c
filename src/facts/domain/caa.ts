import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { recordSchema } from '../../protocols/zone/answers.ts';

const schema = z.object({
  host: z.string(),
  /** The name whose CAA records count (RFC 8659 section 3); null when there are none up to the root. */
  foundAt: z.string().nullable(),
  records: z.array(recordSchema),
  /** Names asked, nearest first. */
  climbed: z.array(z.string()),
});

export type Caa = z.infer<typeof schema>;

export default factToken<Caa>({
  id: 'domain/caa',
  target: 'host',
  about: 'Which certificate authorities the zone allows for a host, after climbing the tree',
  schema,
});
