import { stringify } from 'yaml';
import { UserError } from '../../model/error.ts';
import type { HandoverAnswer } from '../../model/handover.ts';
import type { Outside } from '../../model/outside.ts';
import { openQuestions } from '../../report/handover/questions.ts';
import { isoDay } from '../../report/handover/lines.ts';
import { writeFile } from '../audit/output.ts';
import { readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandRun } from '../command.ts';
import { readAnswers } from './answers.ts';
import { answersPath } from './make.ts';

/** Walks through what only the owner knows. Nothing is looked at; every answer is kept at once. */
export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const { manifest } = await readSubject(outside, input);
  const path = answersPath(context, input);
  const answers = new Map(await readAnswers(outside, path));
  const questions = openQuestions({ file: { manifest }, answers });
  if (input.options.isOn('list') || input.options.isOn('json')) {
    const text = input.options.isOn('json')
      ? `${JSON.stringify({ schema: 'launch-ready/handover-questions@1', questions }, null, 2)}\n`
      : questions.map(({ id, question }) => `${id}\n  ${question}\n`).join('');
    context.stdout(text);
    return questions.length === 0 ? exitCodes.ready : exitCodes.findings;
  }
  if (questions.length === 0) {
    context.stdout(`Everything is answered, in ${path}.\n`);
    return exitCodes.ready;
  }
  const by = input.options.text('by') ?? (await context.ask('Whose answers are these? ')) ?? '';
  if (by.trim() === '') throw nobody(path);
  for (const { id, question } of questions) {
    const answer = (await context.ask(`${question}\n  (Enter to leave it open) `))?.trim() ?? '';
    if (context.signal.aborted) return exitCodes.interrupted;
    if (answer === '') continue;
    answers.set(id, { answer, by: by.trim(), on: outside.clock.now() });
    await keep(context, outside, { path, answers });
  }
  const left = openQuestions({ file: { manifest }, answers }).length;
  context.stdout(left === 0 ? `Everything is answered, in ${path}.\n` : `${left} left open, in ${path}.\n`);
  return left === 0 ? exitCodes.ready : exitCodes.findings;
};

async function keep(
  context: CommandContext,
  outside: Outside,
  at: { readonly path: string; readonly answers: ReadonlyMap<string, HandoverAnswer> },
): Promise<void> {
  const rows = [...at.answers].map(([id, { answer, by, on }]) => [id, { answer, by, on: isoDay(on) }]);
  const text = `# What only the owner knows. Each answer with a name and a day; never a password.\n${stringify({ answers: Object.fromEntries(rows) })}`;
  await writeFile({ ...context, stderr: () => undefined }, outside, { path: at.path, text });
}

const nobody = (path: string): UserError =>
  new UserError('LR_ANSWERS_NOBODY', {
    what: 'Nobody is there to answer.',
    why: 'An answer counts only with the name of whoever gave it.',
    todo: `Run it in a terminal, or give --by, or write ${path} by hand (the questions: launch-ready handover ask --list).`,
  });
