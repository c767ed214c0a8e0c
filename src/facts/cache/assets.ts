import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { fieldsSchema } from '../pages/crawl.ts';

const answer = z.object({
  status: z.number(),
  fields: fieldsSchema,
  bodyBytes: z.number(),
  wireBytes: z.number(),
});

const asset = z.object({
  url: z.string(),
  kind: z.string(),
  /** A page that loads it. */
  page: z.string(),
  first: answer,
  /** The same question again, right after; null when it failed. */
  second: answer.nullable(),
  /** Status of a question with the first answer's validator; null without validator or answer. */
  conditionalStatus: z.number().nullable(),
  /** What a style sheet loads itself. */
  loads: z.array(z.object({ kind: z.enum(['style', 'image']), url: z.string() })),
});
export type Asset = z.infer<typeof asset>;
export type AssetAnswer = z.infer<typeof answer>;

const schema = z.object({
  assets: z.array(asset),
  failures: z.array(z.object({ url: z.string(), message: z.string() })),
  /** Assets of the pages beyond the limit. */
  leftOut: z.number(),
});
export type Assets = z.infer<typeof schema>;

export default factToken<Assets>({
  id: 'cache/assets',
  target: 'host',
  about: 'Scripts, styles and pictures of a host, each asked twice, with what caches on the way say',
  schema,
});
