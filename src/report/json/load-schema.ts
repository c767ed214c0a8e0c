import { z } from 'zod';

const count = z.int().min(0);
const milliseconds = z.number().min(0);
const share = z.number().min(0).max(1);
const quantile = z
  .strictObject({ ms: milliseconds, lowMs: milliseconds.nullable(), highMs: milliseconds.nullable() })
  .describe('with the range it lies in 19 times of 20');
const latency = z
  .strictObject({
    count,
    meanMs: milliseconds,
    p50: quantile,
    p90: quantile,
    p95: quantile,
    p99: quantile,
    maxMs: milliseconds,
  })
  .nullable()
  .describe('counted from the moment a request was due');
const ownSide = z.strictObject({
  latenessP50Ms: milliseconds,
  latenessP99Ms: milliseconds,
  allowedMs: milliseconds,
  isBottleneck: z.boolean().describe('the machine that sent was too late: the figures do not count'),
});

const route = z.strictObject({
  id: z.string(),
  method: z.string(),
  url: z.string(),
  sent: count,
  outcomes: z.record(z.string(), count),
  errorShare: share,
  statuses: z.record(z.string(), count),
  latency,
  rounds: z
    .array(z.strictObject({ count, p50Ms: milliseconds, p95Ms: milliseconds }))
    .readonly()
    .describe('the same in each measured stretch: what comparisons are made of'),
  curve: z
    .array(z.tuple([share, milliseconds]).readonly())
    .readonly()
    .describe('share of requests and what they stayed within'),
  sinceSent: latency,
  phases: z.strictObject({
    waitMs: milliseconds.nullable(),
    firstByteMs: milliseconds.nullable(),
    bodyMs: milliseconds.nullable(),
  }),
  bodyBytes: count,
  example: z.string().nullable().describe('what an error said'),
  budgetMs: milliseconds,
  failingMs: milliseconds.nullable(),
  verdict: z.enum(['good', 'slow', 'failing', 'unknown']),
  text: z.string(),
  isCertain: z.boolean(),
});

/** What `launch-ready load --json` prints, and `--against` and `load compare` read. */
export const loadSchema = z.strictObject({
  schema: z.literal('launch-ready/load@1'),
  tool: z.strictObject({ name: z.literal('launch-ready'), version: z.string() }),
  product: z.string(),
  token: z.string().describe('sent as x-launch-ready-load'),
  startedAt: count.describe('milliseconds since 1970'),
  verdict: z.enum(['good', 'failed', 'unknown']),
  headline: z.string(),
  load: z
    .strictObject({
      rate: z.number(),
      durationMs: milliseconds,
      rounds: count,
      spacing: z.string(),
      mix: z.array(z.string()).readonly(),
    })
    .describe('two runs may be compared when these are equal'),
  segments: z
    .array(
      z.strictObject({
        label: z.string(),
        fromRate: z.number(),
        toRate: z.number(),
        isMeasured: z.boolean(),
        sent: count,
        answeredRate: z.number(),
        errorShare: share,
        latency,
        ownSide,
      }),
    )
    .readonly(),
  routes: z.array(route).readonly(),
  steps: z
    .array(z.strictObject({ journey: z.string(), step: z.string(), walked: count, failed: count, latency }))
    .readonly(),
  comparison: z
    .array(
      z.strictObject({
        id: z.string(),
        beforeMs: z.number(),
        afterMs: z.number(),
        ratio: z.number(),
        chance: share,
        noise: z.number(),
        verdict: z.enum(['slower', 'faster', 'same', 'unknown', 'failing']),
        text: z.string(),
      }),
    )
    .readonly(),
  ownSide,
  connections: z.strictObject({
    opened: count,
    dnsMs: milliseconds.nullable(),
    connectMs: milliseconds.nullable(),
    tlsMs: milliseconds.nullable(),
  }),
  sent: count,
  peakInFlight: count,
  tookMs: milliseconds,
  stopped: z
    .strictObject({
      reason: z.enum(['error-storm', 'too-many-waiting', 'interrupted', 'gave-way']),
      afterMs: milliseconds,
      text: z.string(),
    })
    .nullable(),
  knee: z
    .strictObject({
      holdsRate: z.number().nullable(),
      breaksRate: z.number().nullable(),
      reason: z.enum(['latency', 'errors', 'throughput', 'own-side']).nullable(),
      bendsRate: z.number().nullable(),
    })
    .nullable(),
  notAsked: z.array(z.string()).readonly(),
});
