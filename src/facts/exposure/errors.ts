import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { leakKinds } from '../../protocols/exposure/error-leaks.ts';

const leak = z.object({
  kind: z.enum(leakKinds),
  what: z.string(),
  /** Redacted, at most 200 characters. */
  line: z.string(),
  method: z.string(),
  url: z.string(),
  status: z.number(),
  /** How the answer was come by. */
  by: z.enum(['page', 'missing page', 'odd address', 'odd parameter', 'broken body']),
});
export type SeenLeak = z.infer<typeof leak>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    leaks: z.array(leak),
    /** The sentence of a page that belongs to a test system. */
    staging: z.array(z.object({ url: z.string(), words: z.string() })),
    answers: z.number(),
    /** Errors were provoked too, which needs consent. */
    isProvoked: z.boolean(),
  }),
]);
export type SeenErrors = z.infer<typeof schema>;

export default factToken<SeenErrors>({
  id: 'exposure/errors',
  target: 'host',
  about:
    'What pages and errors of a host give away: stack traces, database errors, debug pages, internal details',
  schema,
});
