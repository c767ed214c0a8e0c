import { z } from 'zod';

/** More hops than a browser follows are never asked (Fetch standard: 20). */
export const maxWalkHops = 20;

const hop = z.object({
  /** The address that answered with a redirect. */
  url: z.string(),
  status: z.number(),
  /** The Location field as received, cut at 500 characters. */
  location: z.string().nullable(),
  /** Where it leads; null when it leads nowhere. */
  to: z.string().nullable(),
  /** What is wrong with the Location, completing "the Location ...". */
  problem: z.string().nullable(),
  /** The Server field: which machine answered. */
  server: z.string().nullable(),
  setsCookies: z.boolean(),
});
export type Hop = z.infer<typeof hop>;

const end = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('landed'),
    url: z.string(),
    status: z.number(),
    /** The Strict-Transport-Security field of the last answer. */
    hsts: z.string().nullable(),
  }),
  /** The walk came back to an address it had already asked; `from` is that hop's index. */
  z.object({ kind: z.literal('loop'), url: z.string(), from: z.number() }),
  z.object({ kind: z.literal('too-long'), url: z.string() }),
  /** `error` is a world error kind. */
  z.object({ kind: z.literal('failed'), url: z.string(), error: z.string(), message: z.string() }),
  /** A redirect whose Location leads nowhere. */
  z.object({ kind: z.literal('broken'), url: z.string(), problem: z.string() }),
]);

export const walkSchema = z.object({
  start: z.string(),
  method: z.string(),
  /** Only the answers that redirect; where the walk ended is `end`. */
  hops: z.array(hop),
  end,
});
/** One visitor's way from an address to where it ends. */
export type Walk = z.infer<typeof walkSchema>;
export type WalkEnd = z.infer<typeof end>;
