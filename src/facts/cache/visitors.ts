import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const line = z.object({
  /** `first visitor`, `second visitor`, `stranger` */
  who: z.string(),
  /** Request and what mattered of the answer, secrets shortened. */
  text: z.string(),
});

const crossing = z.object({
  url: z.string(),
  /** What crossed over: `cookie session`, `text of the page`. */
  what: z.string(),
  /** Whose it is and who got it. */
  from: z.string(),
  to: z.string(),
  transcript: z.array(line),
});

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    /** Test accounts that were logged in for it. */
    accounts: z.number().optional(),
    /** Pages asked by two visitors and a stranger. */
    pages: z.array(
      z.object({
        url: z.string(),
        /** Marks that belong to one visitor on this page: without any, nothing could cross over. */
        marks: z.number(),
      }),
    ),
    crossings: z.array(crossing),
    failures: z.array(z.object({ url: z.string(), message: z.string() })),
  }),
]);
export type Visitors = z.infer<typeof schema>;

export default factToken<Visitors>({
  id: 'cache/visitors',
  target: 'host',
  about: 'Whether what belongs to one visitor reaches another through a cache',
  schema,
});
