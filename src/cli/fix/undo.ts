import { applyPlan } from '../../engine/fix/apply/apply-plan.ts';
import { makeUndo } from '../../engine/fix/plan/make-undo.ts';
import { UserError } from '../../model/error.ts';
import type { Plan } from '../../model/fix.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { answer } from './answer.ts';
import { askConsent } from './consent.ts';
import { diffLines, nameOf } from './render-plan.ts';
import { openSession, providerOf, withJob } from './session.ts';
import type { Session } from './session.ts';
import { idOf } from './shelf.ts';
import { stateOf } from './status.ts';

export const run: CommandRun = async (context, input) => {
  await using session = await openSession(context, input);
  const plan = await applied(session, input.arguments[0]);
  const provider = await providerOf(session, plan);
  const read = await provider.read(context.signal);
  if (!read.ok) {
    context.stderr(`${provider.title} could not be read: ${read.error.message}.\n`);
    return exitCodes.couldNotLook;
  }
  const undo = makeUndo(plan, {
    state: read.value.resources,
    now: session.outside.clock.now(),
    manifest: session.subject.manifest,
  });
  if (!undo.ok) {
    context.stdout(
      `Refused, nothing was written. Somebody changed these since plan ${idOf(plan)}: ${undo.foreign.map(nameOf).join(', ')}.\nTake those back by hand, or leave them.\n`,
    );
    return exitCodes.findings;
  }
  await session.shelf.keep(undo.plan, read.value.resources);
  const before = await session.shelf.baseline(plan);
  if (before !== null) await session.shelf.saveBaseline(undo.plan, before);
  for (const { resource, before, after } of undo.plan.changes)
    context.stderr(
      [nameOf(resource), ...diffLines(resource, before, after).map((line) => `    ${line}`), ''].join('\n'),
    );
  const isNamed =
    input.options.text('plan') !== undefined && plan.hash.startsWith(input.options.text('plan') ?? ' ');
  // Whoever names the plan that is to be undone has named exactly these changes.
  const asked = isNamed && input.options.isOn('yes') ? null : undo.plan;
  if (asked !== null) await askConsent(context, input, asked);
  const ended = await withJob(session, undo.plan, applyPlan);
  return answer(context, input, { plan: undo.plan, ended });
};

async function applied(session: Session, named: string | undefined): Promise<Plan> {
  const { shelf, outside } = session;
  const all = named === undefined ? await shelf.plans() : [await shelf.plan(named)];
  for (const plan of all) {
    const { entries } = await shelf.journal(plan);
    if (stateOf(plan, entries, outside.clock.now()) === 'done') return plan;
  }
  throw new UserError('LR_PLAN_STATE', {
    what:
      named === undefined
        ? 'No plan of this folder was applied.'
        : `Plan ${named.slice(0, 12)} was not applied to its end.`,
    why: 'What was not begun cannot be taken back, and what ended is taken back by another plan.',
    todo: 'See what became of it with: launch-ready fix status',
  });
}
