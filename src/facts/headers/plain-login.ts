import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  /** Pages with a password field and what their plain address answers; null without an answer. */
  pages: z.array(
    z.object({
      url: z.string(),
      plainUrl: z.string(),
      status: z.number().nullable(),
      hasPassword: z.boolean(),
    }),
  ),
});
export type PlainLogin = z.infer<typeof schema>;

export default factToken<PlainLogin>({
  id: 'headers/plain-login',
  target: 'host',
  about: 'Whether pages that ask for a password are also served without encryption',
  schema,
});
