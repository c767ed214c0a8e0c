import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const answer = z.object({
  id: z.string(),
  method: z.string(),
  url: z.string(),
  needsAuth: z.boolean(),
  isDeclared: z.boolean(),
  /** null: no answer. */
  status: z.number().nullable(),
  type: z.string(),
  isJson: z.boolean(),
  /** A page with a password field: a login in place of the answer. */
  isLogin: z.boolean(),
  hasNosniff: z.boolean(),
  /** Names only. */
  secretFields: z.array(z.string()),
  /** Field to how many values of it the answer holds. */
  personal: z.record(z.string(), z.number()),
});
export type RouteAnswer = z.infer<typeof answer>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    /** Asked without credentials. */
    answers: z.array(answer),
    /** The same protected addresses with a method nobody knows. */
    oddMethods: z.array(z.object({ url: z.string(), status: z.number().nullable() })),
    /** `isEchoed`: the server sends back what it was sent (RFC 9110 section 9.3.8). */
    trace: z.object({ url: z.string(), status: z.number(), isEchoed: z.boolean() }).nullable(),
    olderVersions: z.array(
      z.object({ url: z.string(), of: z.string(), version: z.number(), status: z.number() }),
    ),
    /** Methods other than GET were tried too, which needs consent. */
    isActive: z.boolean(),
  }),
]);
export type ApiRoutes = z.infer<typeof schema>;
export type AskedRoutes = Extract<ApiRoutes, { isAsked: true }>;

export default factToken<ApiRoutes>({
  id: 'api/routes',
  target: 'host',
  about:
    'What the routes of an API answer to somebody without credentials, and which older versions still answer',
  schema,
});
