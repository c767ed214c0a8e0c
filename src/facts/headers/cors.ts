import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

export const originKinds = ['foreign', 'null', 'look-alike', 'subdomain', 'own'] as const;

const answer = z.object({
  status: z.number(),
  allowOrigin: z.string().nullable(),
  allowCredentials: z.string().nullable(),
  allowMethods: z.string().nullable(),
  allowHeaders: z.string().nullable(),
  vary: z.string().nullable(),
  cacheControl: z.string().nullable(),
});
export type CorsReply = z.infer<typeof answer>;

const trial = z.object({
  url: z.string(),
  kind: z.enum(originKinds),
  origin: z.string(),
  /** GET with Origin; null without an answer. */
  direct: answer.nullable(),
  /** OPTIONS as a browser sends it before a POST with JSON; null without an answer. */
  preflight: answer.nullable(),
});
export type CorsTrial = z.infer<typeof trial>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({ isAsked: z.literal(true), trials: z.array(trial) }),
]);
export type Cors = z.infer<typeof schema>;

export default factToken<Cors>({
  id: 'headers/cors',
  target: 'host',
  about: 'Which foreign pages may read the answers of a host, asked with real preflights from five origins',
  schema,
});
