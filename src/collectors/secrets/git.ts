import type { Outside, ProcessResult, Result } from '../../model/outside.ts';

export interface GitPlace {
  readonly outside: Outside;
  /** The folder git runs in. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const timeoutMs = 30 * 60_000;
const maxOutputBytes = 64 * 1024 * 1024;

/**
 * Runs git so that a repository somebody else made cannot run programs of its own: no hooks, no fsmonitor, no external
 * diff or text conversion, no prompts, no fetching of missing objects.
 */
export function git(
  { outside, folder, signal }: GitPlace,
  args: readonly string[],
  stream: { readonly input?: string; readonly onStdout?: (chunk: Uint8Array) => void } = {},
): Promise<Result<ProcessResult>> {
  return outside.processes.run({
    command: 'git',
    args: [...safety, ...args],
    cwd: folder,
    env: {
      GIT_TERMINAL_PROMPT: '0',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_PAGER: 'cat',
      LC_ALL: 'C',
    },
    timeoutMs,
    maxOutputBytes: stream.onStdout === undefined ? maxOutputBytes : 0,
    signal,
    ...stream,
  });
}

const safety = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.quotePath=false',
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

/** Standard output of a success as text (latin1: paths are bytes); null when git failed or is not there. */
export async function gitText(place: GitPlace, args: readonly string[]): Promise<string | null> {
  const done = await git(place, args);
  if (!done.ok || done.value.exitCode !== 0 || done.value.isTruncated) return null;
  return Buffer.from(done.value.stdout).toString('latin1');
}

/** Why git did not do it, in one line. */
export function gitFailure(done: Result<ProcessResult>): string {
  if (!done.ok) return done.error.message;
  const line = Buffer.from(done.value.stderr).toString('utf8').trim().split('\n').at(-1) ?? '';
  return line === '' ? `git ended with ${done.value.exitCode ?? done.value.endedBy}` : line.slice(0, 300);
}
