import { plural } from '../../model/words.ts';
import type { DeployAtWork, StepOutcome } from '../at-work.ts';
import { Sampling } from '../stretch.ts';
import { walkJourneys } from '../walking.ts';
import { baselineOf } from './before.ts';

/** Before a journey is walked again: a release may still be warming up. */
const secondTryMs = 3_000;

/**
 * Every journey; those that fail once more, so that one hiccup takes nothing back. The written rule decides, against how it was
 * before: what was broken already is told and not blamed on the release.
 */
export async function smokeRelease(work: DeployAtWork): Promise<StepOutcome> {
  const { parts } = work;
  const first = await walkJourneys(parts);
  const all = first.good + first.failed + first.unrun;
  if (all === 0)
    return { status: 'unknown', found: 'No journeys are declared: nobody knows whether the product works' };
  const sampling = new Sampling();
  sampling.journeys(first.good, first.failed);
  const told = `${first.good} of ${plural(all, 'journey', 'journeys')} go through`;
  if (first.failed === 0 && first.unrun === all)
    return { status: 'unknown', found: 'No journey could run here', evidence: first.failures };
  if (first.failed === 0)
    return { status: first.unrun > 0 ? 'unknown' : 'done', found: told, evidence: first.failures };
  await parts.outside.clock.sleep(secondTryMs, parts.signal);
  const second = await walkJourneys(parts, first.failedIds);
  sampling.journeys(0, second.failed);
  if (second.failed === 0)
    return { status: 'done', found: `${told}, the rest at the second try`, evidence: first.failures };
  const { decision, because } = parts.rule(baselineOf(work).stretch, sampling.stretch);
  const isBad = decision === 'roll back' && !isOldTrouble(work, second.failedIds);
  return {
    status: isBad ? 'failed' : 'done',
    found: isBad ? because : `${told}; ${because}`,
    evidence: second.failures,
  };
}

/** The very journeys that failed before fail now. */
function isOldTrouble(work: DeployAtWork, failedIds: readonly string[]): boolean {
  const before = new Set(baselineOf(work).failedIds);
  return failedIds.every((id) => before.has(id));
}
