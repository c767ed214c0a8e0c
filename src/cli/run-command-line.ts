import { UserError } from '../model/error.ts';
import { inertBlock } from '../report/inert.ts';
import { exitCodes, type CommandContext } from './command.ts';
import { loadCommands } from './command-files.ts';
import { runProgram } from './program.ts';

/** What is typed behind `launch-ready`, run to its exit code: no error leaves it, a user's mistake is answered in whole sentences. */
export async function runCommandLine(argv: readonly string[], context: CommandContext): Promise<number> {
  try {
    return await runProgram(await loadCommands(argv), argv, context);
  } catch (error) {
    return answer(error, context);
  }
}

function answer(error: unknown, context: CommandContext): number {
  if (context.signal.aborted) return exitCodes.interrupted;
  if (error instanceof UserError) {
    // What the user typed may be quoted here: terminal controls in it are shown, not obeyed.
    context.stderr(inertBlock(`${error.message}\n${error.why}\n${error.todo} (${error.code})\n`));
    return exitCodes.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.stderr(
    `This is a bug in launch-ready ${context.version}; please report it with this text.\n${stack}\n`,
  );
  return exitCodes.bug;
}
