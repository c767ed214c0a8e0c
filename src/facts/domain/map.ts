import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const row = z.object({
  name: z.string(),
  type: z.string(),
  value: z.string(),
  provider: z.string().nullable(),
  owner: z.string().nullable(),
  purpose: z.string().nullable(),
  isProxied: z.boolean().nullable(),
  text: z.string(),
});

const schema = z.object({ rows: z.array(row) });

export type DomainMap = z.infer<typeof schema>;
export type DomainMapRow = z.infer<typeof row>;

export default factToken<DomainMap>({
  id: 'domain/map',
  target: 'site',
  about: 'Every record we know of, with owner, purpose, provider and a plain sentence',
  schema,
});
