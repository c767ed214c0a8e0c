import { z } from 'zod';
import { severities } from '../../model/check.ts';
import { factToken } from '../../model/fact.ts';
import { backendKinds } from '../../protocols/backends/backend.ts';

const file = z.object({
  url: z.string(),
  kind: z.enum(['page', 'script', 'map']),
  bytes: z.number(),
  /** Only the beginning was read. */
  isCut: z.boolean(),
});

const key = z.object({
  rule: z.string(),
  title: z.string(),
  kind: z.enum(['secret', 'publishable', 'test']),
  severity: z.enum(severities),
  confidence: z.enum(['proven', 'likely', 'possible']),
  /** What the value itself tells: role, project, expiry. */
  detail: z.string().nullable(),
  url: z.string(),
  line: z.number(),
  column: z.number(),
  /** First characters, length, fingerprint: never the value. */
  redacted: z.string(),
  fingerprint: z.string(),
  rotate: z.string(),
});
export type BundleKey = z.infer<typeof key>;

const sourceMap = z.object({
  url: z.string(),
  script: z.string(),
  sources: z.number(),
  /** Files of the product itself whose text is inside; at most 5 names. */
  ownWithText: z.number(),
  examples: z.array(z.string()),
});
export type BundleMap = z.infer<typeof sourceMap>;

/** The key it is talked to with is not kept: it is read again where it stands. */
const backend = z.object({
  kind: z.enum(backendKinds),
  id: z.string(),
  origin: z.string(),
  url: z.string(),
  hasKey: z.boolean(),
  names: z.array(z.string()),
});
export type BundleBackend = z.infer<typeof backend>;

const schema = z.discriminatedUnion('isRead', [
  z.object({ isRead: z.literal(false), why: z.string() }),
  z.object({
    isRead: z.literal(true),
    files: z.array(file),
    keys: z.array(key),
    maps: z.array(sourceMap),
    backends: z.array(backend),
    localAddresses: z.array(z.object({ url: z.string(), address: z.string() })),
    /** Scripts of other companies, which are not searched. */
    foreign: z.number(),
    /** What was not read and why, in sentences. */
    limits: z.array(z.string()),
  }),
]);
export type BundleScripts = z.infer<typeof schema>;
export type ReadScripts = Extract<BundleScripts, { isRead: true }>;

export default factToken<BundleScripts>({
  id: 'bundles/scripts',
  target: 'host',
  about: 'What the pages, scripts and source maps of a host carry: keys, back ends, sources, local addresses',
  schema,
});
