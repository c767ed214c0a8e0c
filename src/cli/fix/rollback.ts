import { rollBack } from '../../engine/fix/apply/roll-back.ts';
import { UserError } from '../../model/error.ts';
import type { CommandRun } from '../command.ts';
import { answer } from './answer.ts';
import { askConsent } from './consent.ts';
import { openSession, withJob } from './session.ts';
import { idOf } from './shelf.ts';
import { stateOf } from './status.ts';

export const run: CommandRun = async (context, input) => {
  await using session = await openSession(context, input);
  const plan = await session.shelf.plan(input.arguments[0]);
  const { entries } = await session.shelf.journal(plan);
  const state = stateOf(plan, entries, session.outside.clock.now());
  if (!['begun', 'waiting', 'being taken back', 'needs-human'].includes(state))
    throw new UserError('LR_PLAN_STATE', {
      what: `Plan ${idOf(plan)} is ${state}; there is nothing to take back.`,
      why: 'What was not begun cannot be taken back, and what ended is taken back by another plan.',
      todo:
        state === 'done'
          ? `Use: launch-ready fix undo ${idOf(plan)}`
          : 'See what became of it with: launch-ready fix status',
    });
  await askConsent(context, input, plan);
  const ended = await withJob(session, plan, (job) => rollBack(job, 'Taken back on request.'));
  return answer(context, input, { plan, ended });
};
