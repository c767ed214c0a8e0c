import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const reply = z.object({
  browser: z.string(),
  /** null: no answer. */
  status: z.number().nullable(),
  /** A riddle or refusal of a protection instead of the page. */
  isChallenge: z.boolean(),
});
const visit = z.object({
  url: z.string(),
  /** `start page`, or the journey whose step opens it. */
  of: z.string(),
  /** What a program without any disguise gets. */
  plain: reply,
  browsers: z.array(reply),
});
export type BrowserVisit = z.infer<typeof visit>;
export type BrowserReply = z.infer<typeof reply>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({ isAsked: z.literal(true), visits: z.array(visit) }),
]);
export type BrowserVisits = z.infer<typeof schema>;

export default factToken<BrowserVisits>({
  id: 'edge/browsers',
  target: 'host',
  about: 'What ordinary browsers get on the start page and the pages of journeys, beside a plain program',
  schema,
});
