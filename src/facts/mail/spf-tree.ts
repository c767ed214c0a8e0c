import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { spfNodeSchema } from '../../protocols/mail/spf/tree-schema.ts';

const schema = z.object({
  domain: z.string(),
  /** All TXT texts at the domain, at most 60, each cut at 4,000 characters. */
  texts: z.array(z.string()).readonly(),
  tree: spfNodeSchema,
});

export type SpfTree = z.infer<typeof schema>;

export default factToken<SpfTree>({
  id: 'mail/spf-tree',
  target: 'mailDomain',
  about: 'The SPF policy of the domain with every include and redirect read',
  schema,
});
