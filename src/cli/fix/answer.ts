import type { Outcome } from '../../engine/fix/apply/job.ts';
import type { Plan } from '../../model/fix.ts';
import { inertLine } from '../../report/inert.ts';
import { exitCodes, type CommandContext, type CommandInput } from '../command.ts';
import { nameOf } from './render-plan.ts';
import { idOf } from './shelf.ts';
import { valueLines } from './value-text.ts';

/** Prints how it ended, and gives the exit code. */
export function answer(
  context: CommandContext,
  { options }: CommandInput,
  at: { readonly plan: Plan; readonly ended: Outcome },
): number {
  const { plan, ended } = at;
  if (options.isOn('json'))
    context.stdout(
      `${JSON.stringify({ schema: 'launch-ready/applied@1', plan: plan.hash, ...ended }, null, 2)}\n`,
    );
  else context.stdout(`${[...words(ended), ...nextStep(plan, ended)].join('\n')}\n`);
  return codeOf(ended);
}

const titles: Readonly<Record<Outcome['state'], string>> = {
  done: 'Done',
  'rolled-back': 'Taken back',
  'needs-human': 'Stopped, somebody has to look',
  refused: 'Refused, nothing was written',
  waiting: 'Waiting for the next stage',
  interrupted: 'Interrupted',
  'could-not-look': 'Could not look',
};

function words({ state, says, failures, divergence, windowMs }: Outcome): readonly string[] {
  return [
    `${titles[state]}. ${inertLine(says)}`,
    ...failures.slice(0, 20).map((failure) => `  ✗ ${inertLine(failure)}`),
    ...divergence.flatMap(({ resource, before, after, now, kind }) => [
      `  ${nameOf(resource)} (${kind === 'theirs' ? 'changed by somebody else' : kind})`,
      `    before: ${inertLine(valueLines(before).join(' | ') || 'nothing')}`,
      `    wanted: ${inertLine(valueLines(after).join(' | ') || 'nothing')}`,
      `    now:    ${inertLine(valueLines(now).join(' | ') || 'nothing')}`,
    ]),
    ...(windowMs === null
      ? []
      : [
          `This back end compares nothing itself: for ${windowMs} ms somebody else’s edit could have been overwritten.`,
        ]),
  ];
}

function nextStep(plan: Plan, { state }: Outcome): readonly string[] {
  const id = idOf(plan);
  switch (state) {
    case 'done':
      return [`Next     launch-ready audit   (taken back by: launch-ready fix undo ${id})`];
    case 'needs-human':
      return [
        `Next     correct the records above, then: launch-ready fix apply ${id}, or launch-ready fix rollback ${id}`,
      ];
    case 'interrupted':
    case 'could-not-look':
      return [`Next     launch-ready fix apply ${id}, or launch-ready fix rollback ${id}`];
    case 'refused':
    case 'rolled-back':
      return ['Next     launch-ready fix plan'];
    case 'waiting':
      return [];
  }
}

function codeOf({ state }: Outcome): number {
  if (state === 'done' || state === 'waiting') return exitCodes.ready;
  if (state === 'interrupted') return exitCodes.interrupted;
  return state === 'could-not-look' ? exitCodes.couldNotLook : exitCodes.findings;
}
