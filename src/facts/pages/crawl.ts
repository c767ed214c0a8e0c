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
  scripts: z.array(
    z.object({
      src: z.string().nullable(),
      integrity: z.string().nullable(),
      /** Nothing is shown before it is loaded and run. */
      isBlocking: z.boolean().optional(),
    }),
  ),
  /** `rel=canonical` of the head and the Link field, resolved; null where it holds no address. */
  canonicals: z.array(z.string().nullable()).default([]),
  /** `rel=alternate` with a language, resolved. */
  alternates: z
    .array(z.object({ language: z.string(), url: z.string().nullable(), line: z.number() }))
    .default([]),
  /** `lang` of the html element. */
  language: z.string().default(''),
  /** Visible words: a digest that is the same for the same words, and how many letters. */
  text: z.object({ digest: z.string(), letters: z.number() }).default({ digest: '', letters: 0 }),
  metas: z.array(z.object({ name: z.string(), content: z.string() })),
  /** What it loads, resolved; links are kept in `links`. */
  loads: z.array(reference),
});
export type CrawledPage = z.infer<typeof page>;

const schema = z.discriminatedUnion('isCrawled', [
  z.object({
    isCrawled: z.literal(false),
    why: z.string(),
    /** Its start page did not answer this crawl, although it answered before: what is unknown is told once. */
    failure: z.object({ url: z.string(), message: z.string() }).optional(),
  }),
  z.object({
    isCrawled: z.literal(true),
    start: z.string(),
    pages: z.array(page),
    /** Where links stand, at most 2,000; `line` from 1. */
    links: z.array(z.object({ from: z.string(), to: z.string(), line: z.number() })),
    robots: z.object({
      /** null: no answer. */
      status: z.number().nullable(),
      sitemaps: z.array(z.string()),
      /** Addresses not asked because of it. */
      left: z.number(),
      /** Its beginning, at most 20,000 characters; empty unless it answers 200. */
      text: z.string().default(''),
      mediaType: z.string().default(''),
    }),
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
