import type { DeployVerdict } from '../model/deploy.ts';
import type { DeployAtWork, StepOutcome } from './at-work.ts';
import { oldVisible, takeBack } from './release.ts';
import { dataKept } from './steps/data.ts';
import type { Written } from './steps/data.ts';
import { jobsSurvive } from './steps/jobs.ts';
import { markOld } from './steps/marker.ts';
import { smokeRelease } from './steps/smoke.ts';

export interface Ending {
  readonly verdict: DeployVerdict;
  readonly headline: string;
}

/**
 * Brings the old release back and proves it: its version answers, its journeys go through. `because` is why, as a clause.
 * Without a rollback command production stays as it is, and that is said first.
 */
export async function rollBack(work: DeployAtWork, because: string, written?: Written): Promise<Ending> {
  const { parts } = work;
  const { rollbackCommand } = parts.manifest.deploy;
  if (rollbackCommand === null)
    return {
      verdict: 'failed',
      headline: `${because}; production stays on it, because deploy.rollback is not declared`,
    };
  const startedMs = parts.outside.clock.monotonicMs();
  parts.log(`Rolling back: ${because}`);
  const back = await takeBack(work, rollbackCommand);
  if (back.status === 'interrupted') return interrupted;
  if (back.status !== 'done')
    return { verdict: 'rollback failed', headline: `${because}; ${lower(back.found)}` };
  await markOld(work, because);
  const seen = await oldVisible(work);
  const walked = await work.step('old-smoke', 'Journeys on the old release', async () => smokeRelease(work));
  const kept = await work.step('old-data', 'What was written before', async () =>
    written === undefined ? nothingWritten : dataKept(parts, written),
  );
  await work.step('old-jobs', 'Background work on the old release', async () => jobsSurvive(work));
  if (seen.status === 'interrupted' || walked.status === 'interrupted') return interrupted;
  const tookMs = parts.outside.clock.monotonicMs() - startedMs;
  await work.remember('rollbackMs', tookMs);
  if (seen.status === 'failed')
    return { verdict: 'rollback failed', headline: `${because}; ${lower(seen.found)}` };
  if (kept.status === 'failed')
    return { verdict: 'rollback failed', headline: `${because}; taken back, but ${lower(kept.found)}` };
  if (walked.status === 'failed')
    return { verdict: 'rollback failed', headline: `${because}; taken back, but ${lower(walked.found)}` };
  return {
    verdict: 'rolled back',
    headline: `${because}; taken back in ${(tookMs / 1_000).toFixed(1)} s${limitText(work, tookMs)}${proofText(walked.status)}`,
  };
}

const nothingWritten: StepOutcome = {
  status: 'skipped',
  found: 'Nothing was written ahead that could be looked for',
};

export const interrupted: Ending = {
  verdict: 'interrupted',
  headline: 'Go on with deploy --resume, or take it back with deploy --roll-back',
};

function limitText({ parts }: DeployAtWork, tookMs: number): string {
  const { limitSeconds } = parts.profile.rollback;
  if (limitSeconds === null) return '';
  return tookMs <= limitSeconds * 1_000
    ? ` (limit ${limitSeconds} s)`
    : `, over the limit of ${limitSeconds} s`;
}

const proofText = (smoke: string): string =>
  smoke === 'done' ? ', its journeys go through' : ', its journeys could not be proven';

export const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
