import { isAlive } from '../../deploy/process-life.ts';
import type { JournalState } from '../../deploy/journal.ts';
import { journalIds, JournalUnwritable, readJournal } from '../../deploy/journal.ts';
import { takeLock } from '../../deploy/lock.ts';
import type { DeployParts } from '../../deploy/parts.ts';
import { isUnsettled } from '../../deploy/report.ts';
import { beginDeploy, resumeDeploy, takeDeployBack } from '../../deploy/session.ts';
import type { DeployReport } from '../../model/deploy.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { openSubjectNetwork } from '../audit/subject.ts';
import type { CommandContext, CommandInput, CommandRun } from '../command.ts';
import { openDeployParts, planOf } from './parts.ts';
import { exitOf, printDeploy } from './render.ts';

export const run: CommandRun = async (context, input) => {
  const go = async (parts: DeployParts): Promise<DeployReport> => {
    const last = await lastDeploy(parts.outside, parts.stateFolder);
    if (input.options.isOn('roll-back')) return takeDeployBack(parts, await stopped(parts, last));
    if (input.options.isOn('resume')) return resumeDeploy(parts, await unsettled(parts, last));
    refuseUnsettled(last);
    refuseUndeclared(parts);
    return beginDeploy(parts, await planOf(parts, 'deploy', input.options));
  };
  const report = await locked(context, input, { isGateless: input.options.isOn('roll-back'), go });
  printDeploy(context, input.options, report);
  return exitOf(report);
};

/** One deploy at a time: the lock is held while it runs. */
export async function locked(
  context: CommandContext,
  input: CommandInput,
  work: { readonly isGateless: boolean; readonly go: (parts: DeployParts) => Promise<DeployReport> },
): Promise<DeployReport> {
  await using outside = await openSubjectNetwork(context, { ...input, arguments: [] });
  await using opened = await openDeployParts(context, input, { outside, isGateless: work.isGateless });
  const { parts } = opened;
  await parts.outside.files.makeFolder(parts.stateFolder);
  const lock = await takeLock(outside, parts.stateFolder, { pid: process.pid, what: 'A deploy' });
  if (!lock.ok) throw running(lock.error.message);
  await using _held = lock.value;
  try {
    // Awaited here: lock and doors stay until it is over.
    return await work.go(parts);
  } catch (error) {
    if (error instanceof JournalUnwritable) throw unwritable(parts, error);
    throw error;
  }
}

const unwritable = ({ stateFolder }: DeployParts, error: JournalUnwritable): UserError =>
  new UserError('LR_FILE_UNWRITABLE', {
    what: `The journal below ${stateFolder} cannot be written: ${error.message}`,
    why: 'Without it nobody could tell later what was done to production, so nothing more is done.',
    todo: 'Make room on the disk, look with: launch-ready deploy status, then go on with: launch-ready deploy --resume',
    cause: error,
  });

const running = (what: string): UserError =>
  new UserError('LR_DEPLOY_RUNNING', {
    what: `${what}.`,
    why: 'Two releases at once overwrite each other.',
    todo: 'Wait until it is over, or look at it with: launch-ready deploy status',
  });

export async function lastDeploy(outside: Outside, stateFolder: string): Promise<JournalState | null> {
  for (const id of (await journalIds(outside, stateFolder)).toReversed()) {
    const state = await readJournal(outside, stateFolder, id);
    if (state.ok) return state.value;
  }
  return null;
}

export function refuseUnsettled(last: JournalState | null): void {
  if (last === null || !isUnsettled(last)) return;
  const at = last.open === null ? '' : ` during "${last.open.title}"`;
  throw new UserError('LR_DEPLOY_UNFINISHED', {
    what: `The deploy ${last.plan.id} was cut off${at}; nobody has said what became of it.`,
    why: 'Starting another one on top could hide what state production is in.',
    todo: 'Go on with: launch-ready deploy --resume, or take it back with: launch-ready deploy --roll-back',
  });
}

export function refuseUndeclared({ manifest }: DeployParts): void {
  if (manifest.deploy.command !== null) return;
  throw new UserError('LR_DEPLOY_UNDECLARED', {
    what: 'launch.yaml has no deploy.command.',
    why: 'A release is made by your own command; none is invented.',
    todo: 'Write deploy.command and deploy.rollback into launch.yaml.',
  });
}

async function unsettled(parts: DeployParts, last: JournalState | null): Promise<JournalState> {
  if (last !== null && isUnsettled(last)) return stopped(parts, last);
  throw nothingThere('No deploy was cut off: there is nothing to go on with.');
}

/** Its command must not run any more: two at once would undo each other. */
async function stopped({ outside }: DeployParts, last: JournalState | null): Promise<JournalState> {
  if (last === null) throw nothingThere('There was no deploy yet.');
  if (last.process !== null && (await isAlive(outside, last.process)))
    throw running(`The command of the deploy that was cut off still runs (process ${last.process.pid})`);
  return last;
}

const nothingThere = (what: string): UserError =>
  new UserError('LR_DEPLOY_NOTHING', {
    what,
    why: 'The journals below .launch-ready/deploys have none that fits.',
    todo: 'Start one with: launch-ready deploy',
  });
