#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { UserError } from '../model/error.ts';
import { exitCodes, type Command } from './command.ts';
import { loadCommands } from './command-files.ts';
import { processContext } from './process-context.ts';
import { runProgram } from './program.ts';
import type { Plugin } from '../model/plugin.ts';
import { inertBlock } from '../report/inert.ts';

/** The version in the package's own file, two or three folders above (`src/cli`, `dist/src/cli`). */
function packageVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string })
        .version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}

// A run of seconds gains little from a young generation that grows to 48 MB: a quarter of the memory for a tenth of the time.
setFlagsFromString('--semi-space-growth-factor=1');

const context = processContext(packageVersion());

try {
  const commands: readonly Plugin<Command>[] = await loadCommands(process.argv.slice(2));
  process.exitCode = await runProgram(commands, process.argv.slice(2), context);
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
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
