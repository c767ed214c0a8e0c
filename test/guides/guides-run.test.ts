import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looksLikeCrash } from '../journeys/launch-ready.ts';
import { guideDesk, type GuideDesk } from './guide-desk.ts';
import { elsewhereOf } from './elsewhere.ts';
import { pages, printedCommands, programArguments, type PrintedCommand } from './printed-commands.ts';

const all = pages().flatMap(printedCommands);
const seen = new Set<string>();
/** The same line on two pages is run once. */
const isFirst = ({ text }: PrintedCommand): boolean => {
  const plain = text.replaceAll(/\bnpx /g, '');
  if (seen.has(plain)) return false;
  seen.add(plain);
  return true;
};
/** One line of each command, unless all are wanted (`LAUNCH_READY_GUIDES=whole`: some minutes more). */
const isWhole = process.env['LAUNCH_READY_GUIDES'] === 'whole';
const begun = new Set<string>();
const isWanted = ({ text }: PrintedCommand): boolean => {
  const commands = programArguments(text).map((args) =>
    args
      .filter((word) => /^[a-z]+$/.test(word))
      .slice(0, 2)
      .join(' '),
  );
  const isNew = commands.some((each) => !begun.has(each));
  for (const each of commands) begun.add(each);
  return isNew || isWhole;
};
/** Typed in the demo internet; of the other blocks what needs nothing but that is typed too, where all is wanted. */
const isTyped = ({ kind, text }: PrintedCommand): boolean => {
  const entry = kind === 'run' ? undefined : elsewhereOf(text);
  return kind === 'run' || (isWhole && entry !== undefined && 'typed' in entry);
};
const toRun = all.filter(isTyped).filter(isFirst).filter(isWanted);
const counted = (kind: PrintedCommand['kind']): number => all.filter((each) => each.kind === kind).length;

/** The newcomer's hour: every command of every guide, as it is printed, in a shell, against the demo internet. */
describe('the guides, typed', { timeout: 600_000 }, () => {
  let desk: GuideDesk;
  beforeAll(async () => {
    desk = await guideDesk();
  }, 300_000);
  afterAll(() => desk[Symbol.asyncDispose]());

  for (const page of pages()) {
    const own = toRun.filter((each) => each.page === page);
    if (own.length > 0)
      it(`${page}: ${own.length} commands`, async () => {
        const wrong: string[] = [];
        for (const { line, text } of own) {
          const entry = elsewhereOf(text);
          const terminal = entry !== undefined && 'typed' in entry ? entry.answers : undefined;
          const ended = await desk.type(text, terminal);
          // 0, 1 and 3 are answers; 2 would be a mistake of the reader, who only typed what stands there.
          const isAnswer = [0, 1, 3].includes(ended.exitCode ?? -1) && !looksLikeCrash(ended);
          if (!isAnswer) wrong.push(`${page}:${line} ${text} ended with ${ended.exitCode}: ${ended.stderr}`);
        }
        expect(wrong).toEqual([]);
      });
  }

  it('what was not run is counted', () => {
    process.stdout.write(
      `guides: ${all.length} commands printed, ${toRun.length} run, ${all.filter((each) => !isTyped(each)).length} have tests of their own\n`,
    );
    expect(toRun.length).toBeGreaterThan(isWhole ? 40 : 20);
    expect(counted('vendor') + counted('elsewhere')).toBeLessThan(all.length / 2);
  });
});
