import { z } from 'zod';

const figure = z.number().nullable().catch(null);

/** What `watchReading` gives; pages may tamper with it, so nothing is taken on trust. */
export const readingSchema = z.object({
  largestPaintMs: figure,
  largestPaintNode: z.string().max(300).catch(''),
  layoutShift: figure,
  shifts: z
    .array(z.object({ node: z.string().max(300), score: z.number() }))
    .max(20)
    .catch([]),
  blockingMs: figure,
  firstPaintMs: figure,
  firstByteMs: figure,
  loadMs: figure,
  blocking: z
    .array(z.object({ url: z.string().max(2000), wastedMs: z.number() }))
    .max(20)
    .catch([]),
  pageWidth: z.number().catch(0),
  windowWidth: z.number().catch(0),
});
export type Reading = z.infer<typeof readingSchema>;
