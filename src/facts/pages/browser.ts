import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { labRunSchema } from '../../protocols/browser/lab.ts';

const message = z.object({ text: z.string(), at: z.string() });

const visit = z.object({
  url: z.string(),
  device: z.enum(['phone', 'desktop']),
  /** Why it was not shown; null when it was. */
  problem: z.string().nullable(),
  status: z.number().nullable(),
  endUrl: z.string(),
  largestPaintNode: z.string(),
  /** Width of what is on the page, and of the window. */
  pageWidth: z.number(),
  windowWidth: z.number(),
  errors: z.array(message),
  consoleErrors: z.array(message),
  /** Requests of the page that failed or answered with an error, the page itself aside. */
  failed: z.array(z.object({ url: z.string(), type: z.string(), answer: z.string() })),
  mixed: z.array(
    z.object({ url: z.string(), outcome: z.enum(['blocked', 'upgraded', 'loaded']), type: z.string() }),
  ),
  /** Answers of other hosts than the product's, by host. */
  foreign: z.array(
    z.object({ host: z.string(), requests: z.number(), bytes: z.number(), lastMs: z.number() }),
  ),
});
export type BrowserSight = z.infer<typeof visit>;

const picture = z.object({
  url: z.string(),
  width: z.number(),
  /** `data:image/jpeg;base64,...` */
  data: z.string(),
});
export type PagePicture = z.infer<typeof picture>;

const schema = z.discriminatedUnion('isVisited', [
  z.object({
    isVisited: z.literal(false),
    why: z.string(),
    /** Nobody asked for it: told once, by pages/largest-paint of the canonical host. */
    isOnlyNotAsked: z.boolean(),
  }),
  z.object({
    isVisited: z.literal(true),
    visits: z.array(visit),
    /** Repeated runs of the start page on a slow phone; null where none was wanted. */
    lab: z
      .object({
        /** `Lighthouse 13.5.0`, or `Chromium` where Lighthouse is not installed. */
        tool: z.string(),
        url: z.string(),
        runs: z.array(labRunSchema),
        /** Why runs failed. */
        failures: z.array(z.string()),
      })
      .nullable(),
    pictures: z.array(picture),
  }),
]);
export type BrowserVisits = z.infer<typeof schema>;
export type DoneVisits = Extract<BrowserVisits, { isVisited: true }>;

export default factToken<BrowserVisits>({
  id: 'pages/browser',
  target: 'host',
  about: 'What a real browser shows, loads and complains about on the pages of a host, and how fast',
  schema,
});
