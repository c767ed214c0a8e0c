import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { walkSchema } from '../../protocols/http/walk.ts';

const declared = z.object({
  from: z.string(),
  to: z.string(),
  status: z.number().nullable(),
  keepsQuery: z.boolean(),
  walk: walkSchema,
});

const schema = z.object({
  redirects: z.array(declared),
  /** Declared ones left out because there are too many. */
  leftOut: z.number(),
});

export type DeclaredWalks = z.infer<typeof schema>;
export type DeclaredWalk = z.infer<typeof declared>;

export default factToken<DeclaredWalks>({
  id: 'redirects/declared',
  target: 'site',
  about: 'Where the old addresses declared in the manifest really lead',
  schema,
});
