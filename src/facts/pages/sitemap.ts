import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const file = z.object({
  url: z.string(),
  /** robots.txt names it, an index names it, or it was looked for in the usual place. */
  origin: z.enum(['robots', 'index', 'usual']),
  /** null: no answer. */
  status: z.number().nullable(),
  mediaType: z.string(),
  kind: z.enum(['pages', 'index', 'none']),
  /** Name of the root element. */
  root: z.string(),
  count: z.number(),
  /** Only the beginning was read. */
  isCut: z.boolean(),
});

const entry = z.object({
  url: z.string(),
  /** The file it stands in. */
  file: z.string(),
  /** null: not asked, or no answer. */
  status: z.number().nullable(),
  /** Where it is redirected to. */
  location: z.string().nullable(),
  isNoindex: z.boolean(),
  /** First canonical address of the page. */
  canonical: z.string().nullable(),
});
export type SitemapEntry = z.infer<typeof entry>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    files: z.array(file),
    /** The first 500 addresses, those that were asked with their answer. */
    entries: z.array(entry),
    /** Of all files read. */
    total: z.number(),
  }),
]);
export type Sitemap = z.infer<typeof schema>;
export type AskedSitemap = Extract<Sitemap, { isAsked: true }>;

export default factToken<Sitemap>({
  id: 'pages/sitemap',
  target: 'host',
  about: 'The sitemaps of a host, the addresses in them, and what a sample of these answers',
  schema,
});
