import type { DeployAtWork, StepOutcome } from '../at-work.ts';
import { compareJobs, lookAtJobs } from '../jobs.ts';
import { baselineOf } from './before.ts';

/** Uploads, webhooks, cron and queues after the release beside how they were before it (DEP-7). */
export async function jobsSurvive(work: DeployAtWork): Promise<StepOutcome> {
  const { parts } = work;
  if (parts.manifest.deploy.backgroundJobs.length === 0)
    return {
      status: 'skipped',
      found: 'No background jobs, uploads or webhooks are declared below deploy.jobs',
    };
  const changes = compareJobs(baselineOf(work).jobs, await lookAtJobs(parts));
  const broke = changes.filter(({ change }) => change === 'broke');
  const unknown = changes.filter(({ change }) => change === 'unknown');
  const survived = changes.filter(({ change }) => change === 'survived' || change === 'mended').length;
  const evidence = changes.filter(({ change }) => change !== 'survived').map(({ text }) => text);
  const found = `${survived} of ${changes.length} work before and after`;
  if (broke.length > 0)
    return { status: 'failed', found: `${found}; ${broke.map(({ id }) => id).join(', ')} broke`, evidence };
  return unknown.length > 0 ? { status: 'unknown', found, evidence } : { status: 'done', found, evidence };
}
