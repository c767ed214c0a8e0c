import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const schema = z.object({
  url: z.string(),
  status: z.number(),
  isText: z.boolean(),
  contacts: z.array(z.string()),
  /** As written; null when missing. */
  expires: z.string().nullable(),
});
export type SecurityTxt = z.infer<typeof schema>;

export default factToken<SecurityTxt>({
  id: 'headers/security-txt',
  target: 'site',
  about: 'Where people who find a hole can report it',
  schema,
});
