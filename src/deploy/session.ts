import { join } from 'node:path';
import type { DeployReport } from '../model/deploy.ts';
import type { Outside } from '../model/outside.ts';
import { DeployAtWork } from './at-work.ts';
import {
  Journal,
  readJournal,
  stateOf,
  type DeployPlan,
  type JournalEntry,
  type JournalState,
} from './journal.ts';
import type { DeployParts } from './parts.ts';
import { rehearse } from './rehearse.ts';
import { reportOf } from './report.ts';
import { interrupted, rollBack } from './rollback.ts';
import type { Ending } from './rollback.ts';
import { runDeploy } from './run.ts';

/** `20261122T061500-k3x9`: sorts by time. */
export function newDeployId({ clock, random }: Outside): string {
  const time = new Date(clock.now()).toISOString().replaceAll(/[-:]|\..*$/g, '');
  return `${time}-${random
    .integer(36 ** 4)
    .toString(36)
    .padStart(4, '0')}`;
}

/** Begins a deploy or a rehearsal and goes through with it. Throws JournalUnwritable when the disk refuses. */
export async function beginDeploy(parts: DeployParts, plan: DeployPlan): Promise<DeployReport> {
  const begun: JournalEntry = { kind: 'begun', at: parts.outside.clock.now(), plan: { ...plan } };
  const journal = new Journal(parts.outside, parts.stateFolder, plan.id);
  await parts.outside.files.makeFolder(parts.stateFolder);
  await journal.write(begun);
  const state = stateOf([begun]);
  // Guarantee: a list that begins with `begun` has a state.
  return goThrough(new DeployAtWork(parts, journal, state as JournalState), usualWay);
}

/** Goes on with one that was interrupted. What ended is not done again. */
export async function resumeDeploy(parts: DeployParts, state: JournalState): Promise<DeployReport> {
  return goThrough(await reopened(parts, state), usualWay);
}

/** Takes a deploy back, interrupted or not. */
export async function takeDeployBack(parts: DeployParts, state: JournalState): Promise<DeployReport> {
  const work = await reopened(parts, state);
  for (const id of ['rollback', 'old-visible', 'old-smoke', 'old-data', 'old-jobs'] as const)
    work.results.delete(id);
  return goThrough(work, async () => rollBack(work, 'Taken back by hand'));
}

async function reopened(parts: DeployParts, state: JournalState): Promise<DeployAtWork> {
  const journal = new Journal(parts.outside, parts.stateFolder, state.plan.id);
  await journal.write({ kind: 'resumed', at: parts.outside.clock.now() });
  return new DeployAtWork(parts, journal, state);
}

const usualWay = async (work: DeployAtWork): Promise<Ending> =>
  work.plan.kind === 'rehearsal' ? rehearse(work) : runDeploy(work);

async function goThrough(
  work: DeployAtWork,
  way: (work: DeployAtWork) => Promise<Ending>,
): Promise<DeployReport> {
  const { parts, plan } = work;
  const ending = parts.signal.aborted ? interrupted : await way(work);
  await work.settle(ending.verdict, ending.headline);
  const { limitSeconds } = parts.profile.rollback;
  const state = await readJournal(parts.outside, parts.stateFolder, plan.id);
  if (!state.ok) throw new Error(`The journal of ${plan.id} is gone: ${state.error.message}`);
  const report = reportOf(state.value, limitSeconds === null ? null : limitSeconds * 1_000);
  if (plan.kind === 'rehearsal' && (ending.verdict === 'proven' || ending.verdict === 'not proven'))
    await parts.outside.files.write(
      join(parts.stateFolder, 'last-rehearsal.json'),
      `${JSON.stringify(report, null, 2)}\n`,
    );
  return report;
}
