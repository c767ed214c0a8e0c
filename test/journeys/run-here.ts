import { isAbsolute, join } from 'node:path';
import type { CommandContext } from '../../src/cli/command.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import type { Environment, Files, Outside, Processes } from '../../src/model/outside.ts';
import type { Ended } from './launch-ready.ts';

interface Place {
  /** What relative paths mean, and where child processes start. */
  readonly folder: string;
  /** All the run sees, beside PATH. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * `launch-ready ...` in this process, not on a terminal, with the real world in front of it: the same program without the second
 * a new process takes to load it. What is about signals and the process itself uses `start`.
 */
export async function runHere(args: readonly string[], { folder, env = {} }: Place): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  const context: CommandContext = {
    stdout: (text) => void (stdout += text),
    stderr: (text) => void (stderr += text),
    terminal: { isTty: false, isErrorTty: false, columns: 100, hasColour: false },
    cwd: folder,
    version: '0.1.0',
    signal: new AbortController().signal,
    openOutside: async (options) => placed(await openRealOutside(options), { folder, env }),
    ask: () => Promise.resolve(null),
    readStdin: () => Promise.resolve(''),
    readStdinBytes: () => Promise.resolve(new Uint8Array()),
  };
  const exitCode = await runCommandLine(args, context);
  return { exitCode, stdout, stderr };
}

const placed = (
  outside: Outside & AsyncDisposable,
  { folder, env }: Required<Place>,
): Outside & AsyncDisposable => ({
  ...outside,
  env: onlyThese(env),
  files: filesIn(folder, outside.files),
  processes: processesIn(folder, outside.processes),
  [Symbol.asyncDispose]: () => outside[Symbol.asyncDispose](),
});

function onlyThese(env: Readonly<Record<string, string>>): Environment {
  const { PATH = '' } = process.env;
  const all: Readonly<Record<string, string>> = { PATH, ...env };
  return { get: (name) => all[name], names: () => Object.keys(all) };
}

function filesIn(folder: string, files: Files): Files {
  const at = (path: string): string => (isAbsolute(path) ? path : join(folder, path));
  return {
    read: (path, options) => files.read(at(path), options),
    readText: (path, options) => files.readText(at(path), options),
    write: (path, data, options) => files.write(at(path), data, options),
    append: (path, data, options) => files.append(at(path), data, options),
    list: (path) => files.list(at(path)),
    stat: (path) => files.stat(at(path)),
    makeFolder: (path) => files.makeFolder(at(path)),
    remove: (path) => files.remove(at(path)),
    rename: (from, to) => files.rename(at(from), at(to)),
    temporaryFolder: (prefix) => files.temporaryFolder(prefix),
  };
}

const processesIn = (folder: string, processes: Processes): Processes => ({
  run: (request) => processes.run({ cwd: folder, ...request }),
  start: (request) => processes.start({ cwd: folder, ...request }),
});
