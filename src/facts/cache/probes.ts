import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { fieldsSchema } from '../pages/crawl.ts';

const probe = z.object({ url: z.string(), status: z.number(), fields: fieldsSchema });
export type CacheProbe = z.infer<typeof probe>;

const pair = z.object({ first: probe, second: probe.nullable() });
export type ProbePair = z.infer<typeof pair>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    /** A page and an asset nobody has, each asked twice; null without an answer. */
    missingPage: pair.nullable(),
    missingAsset: pair.nullable(),
    /** Redirects of this host: its plain address and those met by the crawl. */
    redirects: z.array(probe),
    /** With `--active` only: private pages asked for below a name that looks like an asset. */
    deceptions: z
      .array(
        z.object({
          page: z.string(),
          url: z.string(),
          /** With the visitor's cookies. */
          visitor: probe,
          /** The same address without any. */
          stranger: probe.nullable(),
          /** The answer to the visitor is the private page itself. */
          isPrivatePage: z.boolean(),
          /** The stranger got what the visitor got. */
          isShared: z.boolean(),
        }),
      )
      .nullable(),
  }),
]);
export type CacheProbes = z.infer<typeof schema>;

export default factToken<CacheProbes>({
  id: 'cache/probes',
  target: 'host',
  about: 'What caches do with errors, redirects and misleading names of a host',
  schema,
});
