import { z } from 'zod';
import { severities } from '../../model/check.ts';
import { factToken } from '../../model/fact.ts';

const problem = z.object({
  rule: z.string(),
  severity: z.enum(severities),
  text: z.string(),
  fix: z.string(),
  path: z.string(),
  line: z.number(),
  lock: z.string().nullable(),
});

const schema = z.object({
  /** All migrations found, and the tools they belong to. */
  count: z.number(),
  tools: z.array(z.string()),
  /** The newest, which the next release most likely brings; null: there are none. */
  newest: z.object({ id: z.string(), path: z.string(), hasWayBack: z.boolean() }).nullable(),
  /** Problems of the newest. */
  problems: z.array(problem),
  notLookedAt: z.array(z.string()),
});

export type MigrationsFact = z.infer<typeof schema>;

export default factToken<MigrationsFact>({
  id: 'data/migrations',
  target: 'repository',
  about: 'Database migrations of the repository, and what the newest does to a running product',
  schema,
});
