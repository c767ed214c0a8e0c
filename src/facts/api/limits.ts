import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const door = z.object({
  url: z.string(),
  kind: z.enum(['login', 'sign-up']),
  asked: z.number(),
  /** `401 ×30, 429 ×1` */
  statuses: z.string(),
  /**
   * `limited`: refused after some. `challenged`: a puzzle appeared. `announced`: fields tell a limit. `none`: nothing stopped us.
   * `unclear`: every one was refused at once, or nothing is there.
   */
  sign: z.enum(['limited', 'challenged', 'announced', 'none', 'unclear']),
  /** Which request met the limit, from 1. */
  limitedAt: z.number().nullable(),
});
export type DoorTrial = z.infer<typeof door>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({
    isAsked: z.literal(false),
    why: z.string(),
    /** What there is to try once the owner consents. */
    waiting: z.array(z.enum(['doors', 'body'])),
  }),
  z.object({
    isAsked: z.literal(true),
    doors: z.array(door),
    /** A body far larger than any real one, beside a small one of the same form. */
    largeBody: z
      .object({
        url: z.string(),
        sizeBytes: z.number(),
        smallStatus: z.number(),
        status: z.number().nullable(),
        /** How the connection ended when there was no answer. */
        error: z.string().nullable(),
        isSameAnswer: z.boolean(),
      })
      .nullable(),
  }),
]);
export type ApiLimits = z.infer<typeof schema>;
export type LargeBody = NonNullable<Extract<ApiLimits, { isAsked: true }>['largeBody']>;

export default factToken<ApiLimits>({
  id: 'api/limits',
  target: 'host',
  about:
    'Whether login and sign-up stop somebody who tries again and again, and whether oversized bodies are refused',
  schema,
});
