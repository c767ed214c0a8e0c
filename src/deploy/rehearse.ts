import type { DeployAtWork } from './at-work.ts';
import { migrate, oldVisible, release, takeBack, visible } from './release.ts';
import type { Ending } from './rollback.ts';
import { interrupted, lower } from './rollback.ts';
import { baselineOf, lookBefore } from './steps/before.ts';
import { dataKept, lookAtData } from './steps/data.ts';
import { jobsSurvive } from './steps/jobs.ts';
import { markNew, markOld } from './steps/marker.ts';
import { smokeRelease } from './steps/smoke.ts';
import { writeAhead } from './walking.ts';

/**
 * DEP-6: the new release goes out, customers' data is written on it, and it is taken back against the clock: the old release must
 * be seen and walked within the profile's limit, on the new schema, and everything written must still be there.
 */
export async function rehearse(work: DeployAtWork): Promise<Ending> {
  const { command, rollbackCommand } = work.parts.manifest.deploy;
  if (command === null || rollbackCommand === null)
    return { verdict: 'refused', headline: 'deploy.command and deploy.rollback are both needed' };
  const before = await work.step('before', 'Before the release', async () => lookBefore(work));
  if (before.status === 'interrupted') return interrupted;
  if (baselineOf(work).failedIds.length > 0)
    return {
      verdict: 'refused',
      headline: `Not rehearsed on a product that is broken already: ${before.found}`,
    };
  const migrated = await migrate(work);
  if (migrated.status === 'interrupted') return interrupted;
  if (migrated.status === 'failed')
    return { verdict: 'failed', headline: `${migrated.found}; nothing was released` };
  const released = await release(work, command);
  if (released.status === 'interrupted') return interrupted;
  await markNew(work);
  const seen = released.status === 'done' ? await visible(work) : released;
  const walked =
    seen.status === 'failed'
      ? seen
      : await work.step('smoke', 'Journeys on the new release', async () => smokeRelease(work));
  const carried = walked.status === 'failed' ? [] : await writeAhead(work.parts);
  const tables = await lookAtData(work.parts);
  return goBack(work, {
    rollbackCommand,
    written: { carried, tables },
    wrong: [released, seen, walked].find(isFailed)?.found ?? null,
  });
}

const isFailed = ({ status }: { readonly status: string }): boolean => status === 'failed';

interface WayBack {
  readonly rollbackCommand: string;
  readonly written: Parameters<typeof dataKept>[1];
  /** What was wrong with the new release; it is taken back all the same, and nothing is proven by it. */
  readonly wrong: string | null;
}

async function goBack(work: DeployAtWork, way: WayBack): Promise<Ending> {
  const { clock } = work.parts.outside;
  const startedMs = clock.monotonicMs();
  const back = await takeBack(work, way.rollbackCommand);
  if (back.status === 'interrupted') return interrupted;
  if (back.status === 'failed') return { verdict: 'rollback failed', headline: back.found };
  await markOld(work, 'a rehearsal');
  const seen = await oldVisible(work);
  const walked = await work.step('old-smoke', 'Journeys on the old release', async () => smokeRelease(work));
  const tookMs = clock.monotonicMs() - startedMs;
  await work.remember('rollbackMs', tookMs);
  const kept = await work.step('old-data', 'What was written in between', async () =>
    dataKept(work.parts, way.written),
  );
  const jobs = await work.step('old-jobs', 'Background work on the old release', async () =>
    jobsSurvive(work),
  );
  const all = [seen, walked, kept, jobs];
  if (all.some(({ status }) => status === 'interrupted')) return interrupted;
  const bad = [seen, walked].find(isFailed);
  if (bad !== undefined)
    return { verdict: 'rollback failed', headline: `Taken back, but ${lower(bad.found)}` };
  return judge(work, {
    tookMs,
    wrong: way.wrong,
    lost: [kept, jobs].find(isFailed)?.found ?? null,
    unproven: all,
  });
}

function judge(
  work: DeployAtWork,
  seen: {
    readonly tookMs: number;
    readonly wrong: string | null;
    readonly lost: string | null;
    readonly unproven: readonly { readonly status: string; readonly title: string }[];
  },
): Ending {
  const { limitSeconds } = work.parts.profile.rollback;
  const time = `${(seen.tookMs / 1_000).toFixed(1)} s`;
  if (seen.wrong !== null)
    return {
      verdict: 'not proven',
      headline: `The new release was not good: ${lower(seen.wrong)}; taken back in ${time}`,
    };
  if (seen.lost !== null)
    return { verdict: 'not proven', headline: `Taken back in ${time}, but ${lower(seen.lost)}` };
  if (limitSeconds !== null && seen.tookMs > limitSeconds * 1_000)
    return {
      verdict: 'not proven',
      headline: `Taken back in ${time}, over the limit of ${limitSeconds} s of the profile ${work.parts.profile.name}`,
    };
  const unknown = seen.unproven
    .filter(({ status }) => status === 'unknown')
    .map(({ title }) => title.toLowerCase());
  if (unknown.length > 0)
    return {
      verdict: 'not proven',
      headline: `Taken back in ${time}; nobody could tell: ${unknown.join(', ')}`,
    };
  const limit = limitSeconds === null ? '' : ` of the ${limitSeconds} s allowed`;
  return {
    verdict: 'proven',
    headline: `${time}${limit}, journeys good on both sides, nothing written in between is lost`,
  };
}
