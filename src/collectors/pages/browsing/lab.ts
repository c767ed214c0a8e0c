import type { CollectContext } from '../../../model/collector.ts';
import type { Json } from '../../../model/json.ts';
import type { Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';
import type { DoneVisits } from '../../../facts/pages/browser.ts';
import type { LabRun } from '../../../protocols/browser/lab.ts';
import { readLighthouse } from '../../../protocols/browser/lighthouse.ts';
import { watchReading, watchScript } from '../../../protocols/browser/watch-script.ts';
import { readingSchema } from './reading.ts';

type Lab = NonNullable<DoneVisits['lab']>;

const runMs = 120_000;
const settleMs = 2_000;
/** Lighthouse's slow 4G as its throttled mode applies it: 150 ms, 1.6 Mbit/s down, 750 kbit/s up, a phone four times slower. */
const slowPhone = {
  device: 'phone',
  line: { latencyMs: 150, downloadBytesPerSecond: 200_000, uploadBytesPerSecond: 93_750 },
  processorSlowdown: 4,
} as const;

/** The start page again and again: by Lighthouse, or by ourselves where it is not installed. */
export async function measureLab(context: CollectContext, url: string, runs: number): Promise<Lab> {
  const first = await byLighthouse(context, url);
  const isMissing = !first.ok && first.error.kind === 'not-found';
  const measure = isMissing ? byOurselves : byLighthouse;
  const lab: Lab = { tool: 'Chromium', url, runs: [], failures: [] };
  let next: Result<Measured> | null = isMissing ? null : first;
  // A run that broke is done again; a page that broke its first two will not be measured by a third.
  const mayFail = (): number => (lab.runs.length === 0 ? 2 : runs);
  while (lab.runs.length < runs && lab.failures.length < mayFail() && !context.signal.aborted) {
    const result: Result<Measured> = next ?? (await measure(context, url));
    next = null;
    if (result.ok) {
      lab.runs.push(result.value.run);
      lab.tool = result.value.tool;
    } else lab.failures.push(result.error.message.slice(0, 300));
  }
  return lab;
}

interface Measured {
  readonly tool: string;
  readonly run: LabRun;
}

async function byLighthouse({ outside, signal }: CollectContext, url: string): Promise<Result<Measured>> {
  const report = await outside.browser.lighthouse({
    url,
    categories: ['performance'],
    timeoutMs: runMs,
    signal,
  });
  if (!report.ok) return report;
  const run = readLighthouse(report.value);
  return typeof run === 'string'
    ? failure('failed', run)
    : ok({ tool: `Lighthouse ${versionOf(report.value)}`, run });
}

const versionOf = (report: Json): string => {
  const version =
    typeof report === 'object' && report !== null ? Reflect.get(report, 'lighthouseVersion') : null;
  return typeof version === 'string' ? version.slice(0, 20) : '';
};

async function byOurselves({ outside, signal }: CollectContext, url: string): Promise<Result<Measured>> {
  const opened = await outside.browser.visit({ ...slowPhone, startScript: watchScript, signal });
  if (!opened.ok) return opened;
  await using visit = opened.value;
  const arrived = await visit.goto(url, { timeoutMs: runMs });
  if (!arrived.ok) return arrived;
  await outside.clock.sleep(settleMs, signal);
  const value = await visit.evaluate(watchReading, { timeoutMs: 5_000 });
  if (!value.ok) return value;
  const reading = readingSchema.parse(value.value);
  const { exchanges } = visit.log();
  const round = (ms: number | null): number | null => (ms === null ? null : Math.round(ms));
  return ok({
    tool: 'Chromium',
    run: {
      score: null,
      firstPaintMs: round(reading.firstPaintMs),
      largestPaintMs: round(reading.largestPaintMs),
      layoutShift: reading.layoutShift,
      blockingMs: round(reading.blockingMs),
      bytes: exchanges.reduce((sum, each) => sum + each.encodedBytes, 0),
      requests: exchanges.length,
      shifts: reading.shifts.map((each) => ({ ...each, cause: '' })),
      blocking: reading.blocking.map((each) => ({ ...each, wastedMs: Math.round(each.wastedMs) })),
      thirdParties: [],
    },
  });
}
