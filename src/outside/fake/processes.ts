import type {
  ProcessRequest,
  ProcessResult,
  Processes,
  Result,
  WorldErrorKind,
} from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

/** Standard output of a success, or what differs from one, or a world error by its kind. */
export type FakeOutcome =
  | string
  | {
      readonly exitCode?: number;
      readonly stdout?: string;
      readonly stderr?: string;
      readonly tookMs?: number;
    }
  | { readonly error: WorldErrorKind };
export type FakeCommand = FakeOutcome | ((request: ProcessRequest) => FakeOutcome | Promise<FakeOutcome>);

export interface FakeProcesses extends Processes {
  readonly requests: readonly ProcessRequest[];
}

/** Keys, most exact first: the whole command line (`git rev-parse HEAD`), the command (`git`). Others are not found. */
export function createFakeProcesses(commands: Readonly<Record<string, FakeCommand>> = {}): FakeProcesses {
  const requests: ProcessRequest[] = [];
  const run = async (request: ProcessRequest): Promise<Result<ProcessResult>> => {
    requests.push(request);
    const line = [request.command, ...request.args].join(' ');
    const command = commands[line] ?? commands[request.command];
    if (command === undefined)
      return failure('not-found', `Running ${request.command}: there is no such command`, 'ENOENT');
    const outcome = typeof command === 'function' ? await command(request) : command;
    return result(request, outcome);
  };
  return {
    requests,
    run,
    start: async (request) => {
      const done = await run(request);
      if (!done.ok) return done;
      const exited = Promise.resolve(done.value);
      return ok({
        pid: 1000 + requests.length,
        exited,
        stop: () => exited,
        [Symbol.asyncDispose]: async () => undefined,
      });
    },
  };
}

function result(request: ProcessRequest, outcome: FakeOutcome): Result<ProcessResult> {
  if (typeof outcome === 'string') return result(request, { stdout: outcome });
  if ('error' in outcome) return failure(outcome.error, `Running ${request.command}: ${outcome.error}`);
  const encode = (text = ''): Uint8Array => new TextEncoder().encode(text);
  const [stdout, stderr] = [encode(outcome.stdout), encode(outcome.stderr)];
  if (stdout.length > 0) request.onStdout?.(stdout);
  if (stderr.length > 0) request.onStderr?.(stderr);
  const limit = request.maxOutputBytes ?? 1024 * 1024;
  return ok({
    exitCode: outcome.exitCode ?? 0,
    endedBy: null,
    stdout: stdout.subarray(0, limit),
    stderr: stderr.subarray(0, limit),
    isTruncated: stdout.length > limit || stderr.length > limit,
    tookMs: outcome.tookMs ?? 1,
  });
}
