import { isAbsolute, join } from 'node:path';
import { loadCommands } from '../../src/cli/command-files.ts';
import type { CommandContext } from '../../src/cli/command.ts';
import { runProgram } from '../../src/cli/program.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { UserError } from '../../src/model/error.ts';
import type { Ended } from './launch-ready.ts';

/** Files named without a folder lie in the one the command is typed in. */
const files = new Set(['--from', '--manifest', '--answers', '--output']);

/** The program in this process, for what needs no process of its own: the same parsing and the same run, without starting Node. */
export async function inProcess(words: readonly string[], folder: string): Promise<Ended> {
  const out = { stdout: '', stderr: '' };
  const context: CommandContext = {
    stdout: (text) => void (out.stdout += text),
    stderr: (text) => void (out.stderr += text),
    terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
    cwd: folder,
    version: '0.1.0',
    signal: new AbortController().signal,
    openOutside: openRealOutside,
    ask: async () => null,
    readStdin: async () => '',
  };
  const own = words.map((word, at) =>
    files.has(words[at - 1] ?? '') && !isAbsolute(word) ? join(folder, word) : word,
  );
  const args = own.includes('--manifest') ? own : [...own, '--manifest', join(folder, 'launch.yaml')];
  try {
    return { ...out, ...(await ended(args, context)), stdout: out.stdout, stderr: out.stderr };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { exitCode: 2, stdout: out.stdout, stderr: `${out.stderr}${error.message}\n` };
  }
}

const ended = async (
  args: readonly string[],
  context: CommandContext,
): Promise<{ readonly exitCode: number }> => ({
  exitCode: await runProgram(await loadCommands([...args]), [...args], context),
});
