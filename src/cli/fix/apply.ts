import { applyPlan } from '../../engine/fix/apply/apply-plan.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { answer } from './answer.ts';
import { askConsent } from './consent.ts';
import { renderPlan } from './render-plan.ts';
import { openSession, withJob } from './session.ts';

export const run: CommandRun = async (context, input) => {
  await using session = await openSession(context, input);
  const plan = await session.shelf.plan(input.arguments[0] ?? planOption(input.options.text('plan')));
  if (plan.changes.length === 0) {
    context.stdout('There is nothing in this plan to apply.\n');
    return exitCodes.ready;
  }
  const isQuiet = input.options.isOn('quiet') || input.options.isOn('json');
  const palette = context.terminal.hasColour && !input.options.isOn('plain') ? ansiPalette : plainPalette;
  if (!isQuiet) context.stderr(renderPlan(plan, { palette, isWhole: false, permissions: [] }));
  await askConsent(context, input, plan);
  const ended = await withJob(session, plan, applyPlan);
  return answer(context, input, { plan, ended });
};

const planOption = (hash: string | undefined): string | undefined =>
  hash !== undefined && /^[0-9a-f]{12,64}$/.test(hash) ? hash : undefined;
