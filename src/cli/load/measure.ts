import type { LoadPlan } from '../../load/plan.ts';
import type { LoadResult } from '../../load/result.ts';
import { runLoad } from '../../load/run.ts';
import { openTargets } from '../../load/targets.ts';
import { UserError } from '../../model/error.ts';
import type { LoadTarget } from '../../model/outside-load.ts';
import type { Outside } from '../../model/outside.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { loadProgress } from './progress.ts';

/** Runs the plan with live progress on stderr. */
export async function measure(
  context: CommandContext,
  {
    outside,
    input,
    own,
  }: {
    readonly outside: Outside;
    readonly input: CommandInput;
    /** Journeys of the plan, by the id of their route. */
    readonly own?: ReadonlyMap<string, LoadTarget>;
  },
  plan: LoadPlan,
): Promise<LoadResult> {
  if (outside.load === undefined) throw cannotOpen('this program was built without a door for load');
  const opened = await openTargets(outside.load, plan, own);
  if (!opened.ok) throw cannotOpen(opened.error.message);
  await using targets = opened.value;
  const progress = loadProgress(context, input.options, plan);
  const result = await runLoad(plan, {
    clock: outside.clock,
    chance: () => outside.random.integer(chanceSteps) / chanceSteps,
    targetOf: targets.targetOf,
    connections: targets.connections,
    signal: context.signal,
    onProgress: progress.show,
  });
  progress.end();
  return result;
}

const chanceSteps = 2 ** 30;

const cannotOpen = (why: string): UserError =>
  new UserError('LR_OPTION_INVALID', {
    what: `Load cannot be put there: ${why}.`,
    why: 'Nothing was asked.',
    todo: 'Give http or https addresses on ordinary ports.',
  });
