import { plural } from '../../model/words.ts';
import type { DeployStretch } from '../../model/deploy.ts';
import type { Json } from '../../model/json.ts';
import type { DeployAtWork, StepOutcome } from '../at-work.ts';
import type { JobState } from '../jobs.ts';
import { lookAtJobs } from '../jobs.ts';
import { Sampling, sampleOnce, watchedAddresses } from '../stretch.ts';
import { walkJourneys } from '../walking.ts';

/** How the product was before it was touched: what the release is measured against. */
export interface Baseline {
  readonly stretch: DeployStretch;
  readonly jobs: readonly JobState[];
  readonly failedIds: readonly string[];
}

const wantedRequests = 60;
const maxRounds = 60;
const maxMs = 15_000;

export async function lookBefore(work: DeployAtWork): Promise<StepOutcome> {
  const { parts } = work;
  const sampling = new Sampling();
  const urls = watchedAddresses(parts.manifest, parts.journeys.baseUrl);
  const startedMs = parts.outside.clock.monotonicMs();
  for (let round = 0; round < maxRounds; round++) {
    const isEnough = sampling.stretch.requests >= wantedRequests;
    if (isEnough || parts.outside.clock.monotonicMs() - startedMs > maxMs || parts.signal.aborted) break;
    await sampleOnce(parts, sampling, urls);
  }
  const walked = await walkJourneys(parts);
  sampling.journeys(walked.good, walked.failed);
  const jobs = await lookAtJobs(parts);
  const { stretch } = sampling;
  const baseline: Baseline = { stretch, jobs, failedIds: walked.failedIds };
  await work.remember('baseline', baseline as unknown as Json);
  const p95 = stretch.p95Ms === null ? '' : `, p95 ${Math.round(stretch.p95Ms)} ms`;
  const badJobs = jobs.filter(({ state }) => state === 'bad');
  return {
    status: 'done',
    found: `${stretch.errors} of ${stretch.requests} requests fail${p95}, ${walked.good} of ${plural(walked.good + walked.failed + walked.unrun, 'journey', 'journeys')} go through`,
    evidence: [...walked.failures, ...badJobs.map(({ id, text }) => `${id}: ${text}`)],
  };
}

export const emptyStretch: DeployStretch = {
  requests: 0,
  errors: 0,
  p95Ms: null,
  journeys: 0,
  failedJourneys: 0,
};

export const baselineOf = (work: DeployAtWork): Baseline =>
  work.recall<Baseline>('baseline') ?? { stretch: emptyStretch, jobs: [], failedIds: [] };
