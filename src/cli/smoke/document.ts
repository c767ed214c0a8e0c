import type { JourneyRun } from '../../model/journey-run.ts';
import type { UnixMs } from '../../model/brand.ts';
import { plural } from '../../model/words.ts';

export const smokeSchema = 'launch-ready/smoke@1';

/** What `smoke --json` prints. */
export interface SmokeDocument {
  readonly schema: typeof smokeSchema;
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly product: string;
  /** Where it was walked when not on the declared hosts. */
  readonly baseUrl: string | null;
  readonly startedAt: UnixMs;
  readonly tookMs: number;
  /** `could not run`: none failed, but not every journey could be walked. */
  readonly verdict: 'good' | 'failed' | 'could not run';
  readonly headline: string;
  readonly journeys: readonly JourneyRun[];
}

export function smokeVerdict(runs: readonly JourneyRun[]): SmokeDocument['verdict'] {
  if (runs.some(({ outcome }) => outcome === 'failed')) return 'failed';
  const isGood = runs.length > 0 && runs.every(({ outcome }) => outcome === 'good');
  return isGood ? 'good' : 'could not run';
}

/** The answer in one sentence. */
export function smokeHeadline(runs: readonly JourneyRun[]): string {
  const failed = runs.filter(({ outcome }) => outcome === 'failed');
  const unrun = runs.filter(({ outcome }) => outcome === 'could not run');
  const critical = failed.filter(({ isCritical }) => isCritical).length;
  const all = plural(runs.length, 'journey', 'journeys');
  if (failed.length === 0 && unrun.length === 0)
    return runs.length === 1 ? 'The journey goes through' : `All ${all} go through`;
  const parts = [
    ...(failed.length === 0 ? [] : [`${failed.length} of ${all} fail${failed.length === 1 ? 's' : ''}`]),
    ...(critical === 0 || critical === failed.length ? [] : [`${critical} of them critical`]),
    ...(unrun.length === 0 ? [] : [`${unrun.length} of ${all} could not run`]),
  ];
  return parts.join(', ');
}
