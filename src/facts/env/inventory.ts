import { z } from 'zod';
import { severities } from '../../model/check.ts';
import { factToken } from '../../model/fact.ts';

const problem = z.object({
  /** `missing`, `test-key`: the kinds of protocols/env/judge.ts. */
  kind: z.string(),
  severity: z.enum(severities),
  name: z.string(),
  environment: z.string().nullable(),
  /** A whole sentence without the value. */
  text: z.string(),
  path: z.string(),
  line: z.number(),
});

const schema = z.object({
  /** Files looked into. */
  files: z.number(),
  /** Variables the code reads or launch.yaml names, and how many of them are required. */
  variables: z.number(),
  required: z.number(),
  /** Reads whose name is made at run time. */
  dynamic: z.number(),
  environments: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      sources: z.array(z.string()),
      gap: z.string().nullable(),
    }),
  ),
  /** At most 200, worst first. */
  problems: z.array(problem),
  notLookedAt: z.array(z.string()),
});

export type EnvFact = z.infer<typeof schema>;
export type EnvFactProblem = z.infer<typeof problem>;

export default factToken<EnvFact>({
  id: 'env/inventory',
  target: 'repository',
  about:
    'Which variables the code reads, which environments have them, and what is wrong with their values, without any value',
  schema,
});
