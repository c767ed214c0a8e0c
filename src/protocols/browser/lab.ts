import { z } from 'zod';

/** An element as a developer finds it again: `div#offer.banner`, with the beginning of its markup. */
const culprit = z.object({ node: z.string(), score: z.number(), cause: z.string() });
const blocking = z.object({ url: z.string(), wastedMs: z.number() });
const thirdParty = z.object({ name: z.string(), bytes: z.number(), mainThreadMs: z.number() });

export const labRunSchema = z.object({
  /** 0 to 100; null where only Lighthouse could tell. */
  score: z.number().nullable(),
  firstPaintMs: z.number().nullable(),
  largestPaintMs: z.number().nullable(),
  layoutShift: z.number().nullable(),
  blockingMs: z.number().nullable(),
  bytes: z.number(),
  requests: z.number(),
  shifts: z.array(culprit),
  blocking: z.array(blocking),
  thirdParties: z.array(thirdParty),
});
export type LabRun = z.infer<typeof labRunSchema>;

/** The middle of the values that are there; with an even number the lower one, which was really measured. */
export function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** The run whose score (or largest paint) is the median: its details belong to the figures that are told. */
export function medianRun(runs: readonly LabRun[]): LabRun | null {
  const measure = (run: LabRun): number | null => run.score ?? run.largestPaintMs;
  const middle = median(runs.map(measure));
  return runs.find((run) => measure(run) === middle) ?? runs[0] ?? null;
}
