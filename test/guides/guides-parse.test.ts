import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadAllCommands } from '../../src/cli/command-files.ts';
import type { CommandContext } from '../../src/cli/command.ts';
import { runProgram } from '../../src/cli/program.ts';
import { elsewhere, elsewhereOf } from './elsewhere.ts';
import { pages, printedCommands, programArguments } from './printed-commands.ts';

const root = join(import.meta.dirname, '..', '..');

const commands = await loadAllCommands();
/** The real program, whose commands do nothing: what it refuses is what a reader would be refused. */
const hollow = commands.map(({ id, definition }) => ({
  id,
  definition: { ...definition, load: async () => ({ run: async () => 0 }) },
}));

async function refusal(args: readonly string[]): Promise<string> {
  let said = '';
  // Of the context only what is printed is looked at.
  const context = {
    stdout: () => undefined,
    stderr: (text: string) => (said += text),
    version: '1',
  } as unknown as CommandContext;
  const exitCode = await runProgram(hollow, args, context);
  return exitCode === 0 ? '' : said;
}

/** HAND-1, the newcomer's hour: no page of ours prints a command that is not there. */
describe('what is printed is understood', () => {
  it.each(pages())('%s', async (page) => {
    const printed = printedCommands(page);
    const refused: string[] = [];
    for (const { text, line } of printed)
      for (const args of programArguments(text)) {
        const said = await refusal(args);
        if (said !== '') refused.push(`${page}:${line} ${text}: ${said}`);
      }
    expect(refused).toEqual([]);
  });

  it('the examples of every command', async () => {
    const refused: string[] = [];
    let seen = 0;
    for (const { id, definition } of commands)
      for (const { line } of definition.examples)
        for (const args of programArguments(line)) {
          seen += 1;
          const said = await refusal(args);
          if (said !== '') refused.push(`${id}: ${line}: ${said}`);
        }
    expect(seen).toBeGreaterThan(100);
    expect(refused).toEqual([]);
  });

  it('what is not typed as printed has a reason, and a test that runs it', () => {
    const others = pages()
      .flatMap(printedCommands)
      .filter(({ kind }) => kind !== 'run');
    expect(others.filter(({ text }) => elsewhereOf(text) === undefined)).toEqual([]);
    const missing = elsewhere.filter((each) => 'instead' in each && !existsSync(join(root, each.instead)));
    expect(missing).toEqual([]);
    const unused = elsewhere.filter((each) => !others.some(({ text }) => elsewhereOf(text) === each));
    expect(unused).toEqual([]);
  });

  it('the words of a shell line', () => {
    expect(
      programArguments(`A=1 npx launch-ready scan --x "a b"; launch-ready env 'c d'=e | cat > x # no`),
    ).toEqual([
      ['scan', '--x', 'a b'],
      ['env', 'c d=e'],
    ]);
  });
});
