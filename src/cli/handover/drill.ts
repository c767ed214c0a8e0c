import { plural } from '../../model/words.ts';
import { drillQuestions, isRight, type DrillQuestion } from '../../report/handover/drill.ts';
import { inertLine } from '../../report/inert.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { readPack } from './pack-file.ts';

interface Answered extends DrillQuestion {
  readonly said: string;
  readonly isRight: boolean;
  readonly tookMs: number;
}

/** Times a newcomer who has the pack and nothing else. */
export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const pack = await readPack(outside, input);
  const questions = drillQuestions(pack, (count) => chosen(outside, count));
  if (questions.length === 0) throw nothingToAsk();
  const started = outside.clock.monotonicMs();
  const answered: Answered[] = [];
  for (const [at, each] of questions.entries()) {
    const asked = outside.clock.monotonicMs();
    const said = await context.ask(`${at + 1}/${questions.length}  ${inertLine(each.question)}\n      `);
    if (context.signal.aborted) return exitCodes.interrupted;
    if (said === null) throw nobodyThere();
    const tookMs = outside.clock.monotonicMs() - asked;
    answered.push({ ...each, said: said.trim(), isRight: isRight(each, said), tookMs });
  }
  const tookMs = outside.clock.monotonicMs() - started;
  const right = answered.filter((each) => each.isRight).length;
  context.stdout(
    input.options.isOn('json')
      ? `${JSON.stringify({ schema: 'launch-ready/handover-drill@1', tookMs, right, of: answered.length, answers: answered }, null, 2)}\n`
      : told(answered, { right, tookMs }),
  );
  return right === answered.length ? exitCodes.ready : exitCodes.findings;
};

const chosen = (outside: Outside, count: number): number =>
  (outside.random.bytes(4).reduce((sum, byte) => sum * 256 + byte, 0) >>> 0) % count;

function told(
  answered: readonly Answered[],
  { right, tookMs }: { readonly right: number; readonly tookMs: number },
): string {
  const wrong = answered.filter((each) => !each.isRight);
  const rows = wrong.map(
    ({ question, said, answers, section }) =>
      `■ ${inertLine(question)}\n  said  ${inertLine(said) || 'nothing'}\n  pack  ${inertLine(answers.join(' or '))} (${section})`,
  );
  const slowest = answered.toSorted((a, b) => b.tookMs - a.tookMs)[0];
  const minutes = (tookMs / 60_000).toFixed(1);
  return [
    `${wrong.length === 0 ? '●' : '▲'} ${right} of ${answered.length} right in ${minutes} min`,
    ...rows,
    ...(slowest === undefined
      ? []
      : [`Longest looked for: ${inertLine(slowest.question)} (${(slowest.tookMs / 1000).toFixed(0)} s)`]),
    wrong.length === 0
      ? 'The pack carries a newcomer.'
      : `${plural(wrong.length, 'answer')} hard to find: say it plainer in launch.yaml, then write the pack anew.`,
    '',
  ].join('\n');
}

const nothingToAsk = (): UserError =>
  new UserError('LR_HANDOVER_MISSING', {
    what: 'The pack holds nothing a newcomer could be asked about.',
    why: 'The questions come from its lines.',
    todo: 'Declare hosts, accounts, deploy and data stores in launch.yaml, then run: launch-ready handover',
  });

const nobodyThere = (): UserError =>
  new UserError('LR_ANSWERS_NOBODY', {
    what: 'Nobody is there to answer.',
    why: 'The drill times a person with the pack in hand.',
    todo: 'Run it in a terminal.',
  });
