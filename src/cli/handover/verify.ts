import type { Handover } from '../../model/handover.ts';
import { plural } from '../../model/words.ts';
import { inertLine } from '../../report/inert.ts';
import { untruths, type Untruth } from '../../report/handover/truth.ts';
import { isoDay } from '../../report/handover/lines.ts';
import { openSubjectNetwork } from '../audit/subject.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { handoverOf } from './make.ts';
import { readPack } from './pack-file.ts';

/** Looks again and prints every line of the pack that is no longer true. */
export const run: CommandRun = async (context, input) => {
  await using outside = await openSubjectNetwork(context, input);
  const pack = await readPack(outside, input);
  const fresh = await handoverOf(context, input, outside);
  if (context.signal.aborted) return exitCodes.interrupted;
  const wrong = untruths(pack, fresh);
  if (input.options.isOn('json')) {
    const { createdAt, measuredAt } = pack;
    const seenAt = fresh.measuredAt;
    context.stdout(
      `${JSON.stringify({ schema: 'launch-ready/handover-verify@1', createdAt, measuredAt, seenAt, untruths: wrong }, null, 2)}\n`,
    );
  } else context.stdout(told(pack, wrong));
  if (fresh.verdict === 'could not look') return exitCodes.couldNotLook;
  return wrong.length === 0 ? exitCodes.ready : exitCodes.findings;
};

function told(pack: Handover, wrong: readonly Untruth[]): string {
  const day = isoDay(pack.measuredAt);
  if (wrong.length === 0) return `● Everything in the pack of ${day} is still so.\n`;
  const rows = wrong.flatMap(({ section, was, is, rerun }) => [
    '',
    `■ ${section}`,
    ...(was === null ? [] : [`  pack  ${inertLine(was)}`]),
    `  now   ${is === null ? 'not there any more' : inertLine(is)}${was === null ? '  (not in the pack)' : ''}`,
    `  see   ${rerun}`,
  ]);
  return `■ ${plural(wrong.length, 'line')} of the pack of ${day} ${wrong.length === 1 ? 'is' : 'are'} no longer true\n${rows.join('\n')}\n\nNext  launch-ready handover    to write it anew\n`;
}
