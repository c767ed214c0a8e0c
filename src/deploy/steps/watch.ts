import type { DeployAtWork, StepOutcome } from '../at-work.ts';
import { Sampling, sampleOnce, watchedAddresses } from '../stretch.ts';
import { walkJourneys } from '../walking.ts';
import { baselineOf } from './before.ts';
import { opinionElsewhere } from './marker.ts';

/** Asks and walks for the watch time; the rule is put the question after every round and may end it at once. */
export async function watchRelease(work: DeployAtWork): Promise<StepOutcome> {
  const { parts } = work;
  const { clock } = parts.outside;
  const { watchMs } = parts.settings;
  const { roundEveryMs, walkEveryMs } = paceOf(watchMs, parts.settings);
  if (watchMs <= 0) return { status: 'skipped', found: 'Not watched: the time given is nothing' };
  const urls = watchedAddresses(parts.manifest, parts.journeys.baseUrl);
  const baseline = baselineOf(work);
  const sampling = new Sampling();
  const startedMs = clock.monotonicMs();
  let walkedMs = startedMs;
  const failures: string[] = [];
  let elsewhere: Opinion = null;
  while (clock.monotonicMs() - startedMs < watchMs && !parts.signal.aborted) {
    const roundMs = clock.monotonicMs();
    await sampleOnce(parts, sampling, urls);
    if (roundMs - walkedMs >= walkEveryMs) {
      walkedMs = roundMs;
      const walked = await walkJourneys(parts);
      const fresh = walked.failedIds.filter((id) => !baseline.failedIds.includes(id));
      sampling.journeys(walked.good, fresh.length);
      failures.push(...walked.failures);
      elsewhere = await opinionElsewhere(work);
    }
    const own = parts.rule(baseline.stretch, sampling.stretch);
    const bad = own.decision === 'roll back' ? own.because : against(elsewhere);
    if (bad !== null) {
      const afterMs = clock.monotonicMs() - startedMs;
      return {
        status: 'failed',
        found: `After ${Math.round(afterMs / 1_000)} s: ${bad}`,
        evidence: failures.slice(-10),
      };
    }
    const leftMs = watchMs - (clock.monotonicMs() - startedMs);
    const pauseMs = Math.min(roundEveryMs - (clock.monotonicMs() - roundMs), leftMs);
    if (pauseMs > 0) await clock.sleep(pauseMs, parts.signal);
  }
  const { because } = parts.rule(baseline.stretch, sampling.stretch);
  elsewhere = await opinionElsewhere(work);
  const bad = against(elsewhere);
  return {
    status: bad === null ? 'done' : 'failed',
    found: `${Math.round(watchMs / 1_000)} s watched: ${bad ?? `${because}${agreeing(elsewhere)}`}`,
    evidence: failures.slice(-10),
  };
}

type Opinion = Awaited<ReturnType<typeof opinionElsewhere>>;

const against = (opinion: Opinion): string | null =>
  opinion?.decision === 'roll back' ? `the watch says roll back: ${opinion.because}` : null;

const agreeing = (opinion: Opinion): string =>
  opinion === null ? '' : `; the watch says ${opinion.decision}: ${opinion.because}`;

const fewestRounds = 40;
const fewestWalks = 4;

/** A short watch asks more often, so that it sees enough to tell; never more than twice a second. */
function paceOf(
  watchMs: number,
  usual: { readonly roundEveryMs: number; readonly walkEveryMs: number },
): { readonly roundEveryMs: number; readonly walkEveryMs: number } {
  return {
    roundEveryMs: Math.min(usual.roundEveryMs, Math.max(500, watchMs / fewestRounds)),
    walkEveryMs: Math.min(usual.walkEveryMs, Math.max(2_000, watchMs / fewestWalks)),
  };
}
