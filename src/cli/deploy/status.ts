import { journalIds, readJournal } from '../../deploy/journal.ts';
import { lockOwner } from '../../deploy/lock.ts';
import { isAlive } from '../../deploy/process-life.ts';
import { reportOf } from '../../deploy/report.ts';
import { UserError } from '../../model/error.ts';
import { readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { stateFolderOf } from './places.ts';
import { exitOf, printDeploy } from './render.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const folder = stateFolderOf(context, input.options);
  const ids = await journalIds(outside, folder);
  const [asked] = input.arguments;
  const id = asked ?? ids.at(-1);
  if (id === undefined || !ids.includes(id)) {
    if (asked !== undefined) throw unknownDeploy(asked, ids);
    context.stderr('There was no deploy yet.\n');
    return exitCodes.couldNotLook;
  }
  const state = await readJournal(outside, folder, id);
  if (!state.ok) {
    context.stderr(`${state.error.message}\n`);
    return exitCodes.couldNotLook;
  }
  const { profile } = await readSubject(outside, { ...input, arguments: [] });
  const { limitSeconds } = profile.rollback;
  const report = reportOf(state.value, limitSeconds === null ? null : limitSeconds * 1_000);
  const holder = await lockOwner(outside, folder);
  const isRunning =
    state.value.settled === null && id === ids.at(-1) && holder !== null && (await isAlive(outside, holder));
  printDeploy(
    context,
    input.options,
    isRunning ? { ...report, headline: `At work now: ${now(report.steps)}` } : report,
  );
  return exitOf(report);
};

const now = (steps: readonly { readonly title: string }[]): string => steps.at(-1)?.title ?? 'it begins';

const unknownDeploy = (id: string, known: readonly string[]): UserError =>
  new UserError('LR_DEPLOY_NOTHING', {
    what: `There is no deploy ${id.slice(0, 60)}.`,
    why: 'The journals below .launch-ready/deploys have none of this name.',
    todo:
      known.length === 0
        ? 'Start one with: launch-ready deploy'
        : `The last ones: ${known.slice(-5).join(', ')}`,
  });
