import { createInterface } from 'node:readline/promises';
import type { CommandContext, Terminal } from './command.ts';
import { leanStart } from './lean-start.ts';

/** The process as commands see it: streams, terminal, Ctrl-C, and the door to the world on demand. */
export function processContext(version: string): CommandContext {
  const interrupt = interruptSignal();
  // `... | head` closes the pipe: whoever reads has seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    terminal: terminalOf(),
    cwd: process.cwd(),
    version,
    signal: interrupt,
    openOutside: async (options) => {
      const { openRealOutside } = await import('./real-outside.ts');
      return openRealOutside(options);
    },
    ask: (question) => askOnTerminal(question, interrupt),
    readStdin: async (maxBytes) => Buffer.from(await readStdinBytes(maxBytes)).toString('utf8'),
    readStdinBytes,
  };
}

/** The same process from its start (execve(2)), where the platform has that; goes on as it is where it has not. */
export function beginLean(): void {
  const { execPath, execArgv, argv, env, channel, execve } = process;
  const [, script = '', ...typed] = argv;
  const lean = leanStart({ typed, execPath, execArgv, script, env, hasParentChannel: channel !== undefined });
  if (lean !== null && process.platform !== 'win32') execve?.(lean.file, lean.args, lean.env);
}

/** The first Ctrl-C asks everything to stop and clean up; the second ends the process at once. */
function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

function terminalOf(): Terminal {
  const isTty = process.stdout.isTTY === true;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
  return {
    isTty,
    isErrorTty: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
    hasColour: isForced || (isTty && (NO_COLOR ?? '') === '' && TERM !== 'dumb'),
  };
}

/** Answers pasted before their questions were shown. */
const typedAhead: string[] = [];

async function askOnTerminal(question: string, signal: AbortSignal): Promise<string | null> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return null;
  const early = typedAhead.shift();
  if (early !== undefined) {
    process.stderr.write(`${question}${early}\n`);
    return early;
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // What was pasted together with the answer arrives with it, while this question is still open.
  lines.on('line', (line) => typedAhead.push(line));
  try {
    return await lines.question(question, { signal });
  } catch {
    return null;
  } finally {
    lines.close();
  }
}

async function readStdinBytes(maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}
