import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type {
  Clock,
  Environment,
  ProcessRequest,
  ProcessResult,
  Processes,
  Result,
  RunningProcess,
} from '../../model/outside.ts';
import { ok } from '../../model/outside.ts';
import { aborted, failed } from './world-error.ts';

const defaultOutputBytes = 1024 * 1024;
const defaultGraceMs = 2_000;
/** How long children of an ended command may keep its output open. */
const lingerMs = 500;

export interface ProcessDoor extends Processes {
  /** Ends every process group still running. */
  readonly close: () => Promise<void>;
}

export function createProcesses(clock: Clock, environment: Environment): ProcessDoor {
  const running = new Set<RunningProcess>();
  const start = async (request: ProcessRequest): Promise<Result<RunningProcess>> => {
    const doing = `Running ${request.command}`;
    if (request.signal?.aborted === true) return aborted(request.signal, doing);
    const started = await spawned(request, environment);
    if (!started.ok) return started;
    const process = supervise(started.value, request, clock);
    running.add(process);
    void process.exited.then(() => running.delete(process));
    return ok(process);
  };
  return {
    start,
    run: async (request) => {
      const started = await start(request);
      return started.ok ? ok(await started.value.exited) : started;
    },
    close: async () => void (await Promise.all([...running].map((process) => process.stop()))),
  };
}

/** A group of its own, so that grandchildren end with it. */
function spawned(request: ProcessRequest, environment: Environment): Promise<Result<ChildProcess>> {
  const inherited = Object.fromEntries(
    ['PATH', 'HOME'].flatMap((name) => {
      const value = environment.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return new Promise((resolve) => {
    try {
      const child = spawn(request.command, [...request.args], {
        ...(request.cwd === undefined ? {} : { cwd: request.cwd }),
        env: { ...inherited, ...request.env },
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      child.once('spawn', () => resolve(ok(child)));
      child.once('error', (cause) => resolve(failed(cause, `Running ${request.command}`)));
    } catch (cause) {
      resolve(failed(cause, `Running ${request.command}`));
    }
  });
}

function supervise(child: ChildProcess, request: ProcessRequest, clock: Clock): RunningProcess {
  const startedMs = clock.monotonicMs();
  const limit = request.maxOutputBytes ?? defaultOutputBytes;
  const stdout = collect(child.stdout, limit, request.onStdout);
  const stderr = collect(child.stderr, limit, request.onStderr);
  const stop = (graceMs = defaultGraceMs): Promise<ProcessResult> => {
    signalGroup(child, 'SIGTERM');
    const cancel = clock.after(graceMs, () => signalGroup(child, 'SIGKILL'));
    return exited.finally(cancel);
  };
  const deadline = clock.deadline(request.timeoutMs, request.signal);
  const onOver = (): void => void stop();
  const exited = new Promise<ProcessResult>((resolve) => {
    child.once('close', (exitCode, endedBy) => {
      deadline[Symbol.dispose]();
      // What the leader left running in its group (a daemon in the background) ends too.
      signalGroup(child, 'SIGKILL');
      const isTruncated = stdout.isTruncated() || stderr.isTruncated();
      const tookMs = clock.monotonicMs() - startedMs;
      resolve({ exitCode, endedBy, stdout: stdout.bytes(), stderr: stderr.bytes(), isTruncated, tookMs });
    });
  });
  if (deadline.signal.aborted) onOver();
  else deadline.signal.addEventListener('abort', onOver, { once: true });
  child.once('exit', () => {
    const cancel = clock.after(lingerMs, () => {
      signalGroup(child, 'SIGKILL');
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
    void exited.then(cancel);
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(request.input ?? '');
  return {
    pid: child.pid ?? 0,
    exited,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

interface Collected {
  readonly bytes: () => Uint8Array;
  readonly isTruncated: () => boolean;
}

/** Keeps the first `limit` bytes and goes on reading, so that the child never blocks on a full pipe. */
function collect(
  stream: NodeJS.ReadableStream | null,
  limit: number,
  onChunk?: (chunk: Uint8Array) => void,
): Collected {
  const kept: Buffer[] = [];
  let size = 0;
  stream?.on('error', () => undefined);
  stream?.on('data', (chunk: Buffer) => {
    if (size < limit) kept.push(chunk.subarray(0, limit - size));
    size += chunk.byteLength;
    onChunk?.(chunk);
  });
  return { bytes: () => Buffer.concat(kept), isTruncated: () => size > limit };
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the whole group is gone, which is what was wanted.
  }
}
