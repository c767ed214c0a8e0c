import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const row = z.object({
  from: z.string(),
  to: z.string(),
  /** Status of each hop: `301, 301`. */
  statuses: z.string(),
  /** In plain words, one sentence. */
  text: z.string(),
});

const schema = z.object({ rows: z.array(row) });

export type RedirectMap = z.infer<typeof schema>;

export default factToken<RedirectMap>({
  id: 'redirects/map',
  target: 'site',
  about: 'Every redirect of the product in plain words: from where, to where, how',
  schema,
});
