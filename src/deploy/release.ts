import type { DeployAtWork, StepOutcome } from './at-work.ts';
import type { DeployStepId, DeployStepResult } from '../model/deploy.ts';
import { outcomeOf, userCommand } from './steps/command.ts';
import { versionAddress, waitVisible } from './steps/visible.ts';
import type { Awaited } from './steps/visible.ts';
import { isVersion, seeVersion } from './version.ts';

/** Runs migrations by the user's own command; a release without one has none. */
export async function migrate(work: DeployAtWork): Promise<DeployStepResult> {
  const { migrateCommand } = work.parts.manifest.deploy;
  return work.step('migrate', 'Migrations', async () =>
    migrateCommand === null
      ? { status: 'skipped', found: 'deploy.migrate is not declared' }
      : outcomeOf('The migrate command', await userCommand(work, 'migrate', migrateCommand)),
  );
}

/** The release itself. When an earlier process began it and the new version answers already, it is not run a second time. */
export async function release(work: DeployAtWork, command: string): Promise<DeployStepResult> {
  const { parts, plan } = work;
  return work.step('release', 'Release', async () => {
    const isResumed = work.openBefore === 'release';
    const url = versionAddress(parts);
    if (isResumed && url !== null && plan.version !== null) {
      const seen = await seeVersion(parts.outside, url, parts.signal);
      if (isVersion(seen.values, plan.version))
        return { status: 'done', found: `It was released before the interruption: ${seen.text}` };
    }
    return outcomeOf('The release command', await userCommand(work, 'release', command));
  });
}

export async function visible(work: DeployAtWork): Promise<DeployStepResult> {
  return work.step('visible', 'New release visible', async () => waitVisible(work, awaitedNew(work)));
}

function awaitedNew({ plan }: DeployAtWork): Awaited {
  if (plan.version !== null) return { is: plan.version };
  return { isNot: plan.previousVersion === null ? [] : [plan.previousVersion] };
}

export async function oldVisible(work: DeployAtWork): Promise<DeployStepResult> {
  const { version, previousVersion } = work.plan;
  const awaited: Awaited =
    previousVersion !== null && previousVersion !== version
      ? { is: previousVersion }
      : { isNot: version === null ? [] : [version] };
  return work.step('old-visible', 'Old release visible', async () =>
    previousVersion !== null && previousVersion === version ? sameVersion : waitVisible(work, awaited),
  );
}

const sameVersion: StepOutcome = {
  status: 'unknown',
  found: 'The old and the new release call themselves the same: nobody can tell which one answers',
};

export async function takeBack(work: DeployAtWork, command: string): Promise<DeployStepResult> {
  return work.step('rollback', 'Rollback', async () =>
    outcomeOf('The rollback command', await userCommand(work, 'rollback' satisfies DeployStepId, command)),
  );
}
