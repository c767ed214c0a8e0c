import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { referenceKinds } from '../../protocols/html/page-scan.ts';

/** Names in lower case, values of cookies replaced by their length. */
export const fieldsSchema = z.array(z.tuple([z.string(), z.string()]));

const reference = z.object({ kind: z.enum(referenceKinds), url: z.string(), line: z.number() });

const page = z.object({
  url: z.string(),
  status: z.number(),
  fields: fieldsSchema,
  /** `home`: where `https://host/` ends. `declared`: in the manifest. `linked`: found on another page. */
  origin: z.enum(['home', 'declared', 'linked']),
  isHtml: z.boolean(),
  /** Declared as belonging to one visitor. */
  isPrivate: z.boolean(),
  title: z.string(),
  /** Bytes of the body after decoding, and before. */
  bodyBytes: z.number(),
  wireBytes: z.number(),
  /** Only the beginning was read. */
  isCut: z.boolean(),
  forms: z.array(
    z.object({
      action: z.string(),
      method: z.enum(['get', 'post']),
      hasPassword: z.boolean(),
      line: z.number(),
    }),
  ),
  scripts: z.array(z.object({ src: z.string().nullable(), integrity: z.string().nullable() })),
  metas: z.array(z.object({ name: z.string(), content: z.string() })),
  /** What it loads, resolved; links are kept in `links`. */
  loads: z.array(reference),
});
export type CrawledPage = z.infer<typeof page>;

const schema = z.discriminatedUnion('isCrawled', [
  z.object({ isCrawled: z.literal(false), why: z.string() }),
  z.object({
    isCrawled: z.literal(true),
    start: z.string(),
    pages: z.array(page),
    /** Where links stand, at most 2,000; `line` from 1. */
    links: z.array(z.object({ from: z.string(), to: z.string(), line: z.number() })),
    robots: z.object({ status: z.number().nullable(), sitemaps: z.array(z.string()), left: z.number() }),
    /** Addresses that gave no answer. */
    failures: z.array(z.object({ url: z.string(), message: z.string() })),
    /** What was not looked at and why, in plain sentences. */
    limits: z.array(z.string()),
  }),
]);

export type Crawl = z.infer<typeof schema>;
export type DoneCrawl = Extract<Crawl, { isCrawled: true }>;

export default factToken<Crawl>({
  id: 'pages/crawl',
  target: 'host',
  about: 'A sample of the pages of a host with their headers, forms, scripts and links',
  schema,
});
