import type { DeployStepId } from '../../model/deploy.ts';
import type { DeployAtWork, StepOutcome } from '../at-work.ts';
import { runCommand } from '../commands.ts';
import type { CommandEnd } from '../commands.ts';

/** What the user's commands are told about the deploy. */
function told({ plan }: DeployAtWork): Readonly<Record<string, string>> {
  return {
    LAUNCH_READY_DEPLOY: plan.id,
    LAUNCH_READY_ENVIRONMENT: plan.environment,
    LAUNCH_READY_VERSION: plan.version ?? '',
    LAUNCH_READY_PREVIOUS_VERSION: plan.previousVersion ?? '',
  };
}

/** Runs one of the user's commands; its process is in the journal before it can do much. */
export async function userCommand(work: DeployAtWork, step: DeployStepId, line: string): Promise<CommandEnd> {
  const { outside, manifest, folder, settings, signal, log } = work.parts;
  return runCommand(outside, manifest, {
    line,
    folder,
    env: told(work),
    timeoutMs: settings.commandMs,
    signal,
    onLine: (text) => log(`  | ${text}`),
    onStarted: async (process) => work.noteProcess(step, process),
  });
}

export const outcomeOf = (name: string, ended: CommandEnd): StepOutcome => ({
  status: ended.isGood ? 'done' : 'failed',
  found: `${name} ${ended.text}`,
  evidence: ended.isGood ? [] : ended.tail,
});
