import { join } from 'node:path';
import type { DeployStepResult } from '../../model/deploy.ts';
import type { DeployMarker } from '../../model/monitor.ts';
import type { DeployAtWork, StepOutcome } from '../at-work.ts';

/** What the watcher calls the marker of this release, kept for whoever goes on after an interruption. */
const memo = 'watcherMarker';

/** Tells when production changed: a line in a file, and whoever watches. Never stops a release. */
export const markNew = (work: DeployAtWork): Promise<DeployStepResult> =>
  work.step('marker', 'Deploy marker', async () => {
    const { plan } = work;
    const told = await tell(work, { version: plan.version ?? plan.id, note: null });
    if (told.name !== null) await work.remember(memo, told.name);
    return told.outcome;
  });

/** The old release is a release too: what comes after it is not the taken-back one's. */
export const markOld = (work: DeployAtWork, because: string): Promise<DeployStepResult> =>
  work.step('old-marker', 'Deploy marker of the old release', async () => {
    const { version, previousVersion, id } = work.plan;
    const told = await tell(work, {
      version: previousVersion ?? `before ${version ?? id}`,
      note: `Took back ${version ?? id}: ${because}`.slice(0, 500),
    });
    return told.outcome;
  });

async function tell(
  { parts, plan }: DeployAtWork,
  what: Pick<DeployMarker, 'version' | 'note'>,
): Promise<{ readonly outcome: StepOutcome; readonly name: string | null }> {
  const marker: DeployMarker = {
    ...what,
    id: plan.id,
    at: parts.outside.clock.now(),
    environment: plan.environment,
    by: null,
    url: null,
  };
  const path = join(parts.stateFolder, 'markers.jsonl');
  const written = await parts.outside.files.append(path, `${JSON.stringify(marker)}\n`, { isFlushed: true });
  const told = parts.watcher === null ? null : await parts.watcher.mark(marker);
  const name = told?.ok === true ? told.value : null;
  const unknown = (found: string): StepOutcome => ({ status: 'unknown', found });
  if (told?.ok === false)
    return { name, outcome: unknown(`Written to the file, not to the watch: ${told.error.message}`) };
  if (!written.ok) return { name, outcome: unknown(written.error.message) };
  const to = name === null ? '' : ', told to the watch';
  return {
    name,
    outcome: { status: 'done', found: `${marker.version} at ${new Date(marker.at).toISOString()}${to}` },
  };
}

/** What the watch elsewhere says of this release now; null: there is none, or it has not made up its mind. */
export async function opinionElsewhere(
  work: DeployAtWork,
): Promise<{ readonly decision: 'keep' | 'watch' | 'roll back'; readonly because: string } | null> {
  const name = work.recall<string>(memo);
  if (name === null || work.parts.watcher === null) return null;
  const opinion = await work.parts.watcher.opinionOn(name);
  if (opinion.ok) return opinion.value;
  work.parts.log(`The watch could not be asked: ${opinion.error.message}`);
  return null;
}
