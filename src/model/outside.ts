import type { BrowserDoor } from './outside-browser.ts';
import type { DnsDoor } from './outside-dns.ts';
import type { HttpDoor } from './outside-http.ts';
import type { LoadDoor } from './outside-load.ts';
import type { SocketDoor, TlsDoor } from './outside-sockets.ts';
import type { UnixMs } from './brand.ts';

/** The only door to the world: made once in `cli/main.ts` (real) or by tests (fake) and passed down. */
export interface Outside {
  readonly clock: Clock;
  readonly random: Random;
  readonly env: Environment;
  readonly files: Files;
  readonly dns: DnsDoor;
  readonly http: HttpDoor;
  readonly tls: TlsDoor;
  readonly sockets: SocketDoor;
  readonly processes: Processes;
  readonly browser: BrowserDoor;
  /** Absent where the world is made up: there is no truth about speed in it. */
  readonly load?: LoadDoor;
}

/** World errors are values. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: WorldError };

export const worldErrorKinds = [
  'refused',
  'timed-out',
  'reset',
  'unreachable',
  'name-not-found',
  'dns-failure',
  'tls',
  'protocol',
  'too-large',
  'forbidden',
  'aborted',
  'not-found',
  'permission',
  'failed',
] as const;
export type WorldErrorKind = (typeof worldErrorKinds)[number];

export interface WorldError {
  readonly kind: WorldErrorKind;
  /** One sentence, no secrets, bounded. */
  readonly message: string;
  /** System or TLS code where there is one: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly code?: string;
  /** How far an HTTP exchange got. */
  readonly stage?: 'dns' | 'connect' | 'tls' | 'exchange';
}

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = <T = never>(kind: WorldErrorKind, message: string, code?: string): Result<T> => ({
  ok: false,
  error: code === undefined ? { kind, message } : { kind, message, code },
});

export interface Clock {
  /** Wall clock. */
  now(): UnixMs;
  /** Monotonic milliseconds with fractions; only differences mean anything. */
  monotonicMs(): number;
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * The same to a tenth of a millisecond where timers round to whole ones: the last of the wait is spent awake, reading what comes
   * in. Costs up to 1.5 ms of processor time each. Without it `sleep` is as exact as this clock can be.
   */
  sleepExactly?(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back once after `ms`; returns a canceller. */
  after(ms: number, callback: () => void): () => void;
  /** A signal that aborts after `ms` or with the parent. Dispose it (`using`) when done. */
  deadline(ms: number, parent?: AbortSignal): Deadline;
}
export interface Deadline extends Disposable {
  readonly signal: AbortSignal;
}

export interface Random {
  bytes(count: number): Uint8Array;
  /** 0 <= n < limit. */
  integer(limit: number): number;
}

export interface Environment {
  get(name: string): string | undefined;
  names(): readonly string[];
}

export interface FileEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}
export interface Files {
  /** Refuses files over `maxBytes` (default 16 MiB) with `too-large`. */
  read(path: string, options?: { readonly maxBytes?: number }): Promise<Result<Uint8Array>>;
  readText(path: string, options?: { readonly maxBytes?: number }): Promise<Result<string>>;
  /** Writes to a temporary name beside it, flushes, renames: the file is old or new, never half. Mode defaults to 0o644. */
  write(path: string, data: string | Uint8Array, options?: { readonly mode?: number }): Promise<Result<void>>;
  append(path: string, data: string, options?: { readonly isFlushed?: boolean }): Promise<Result<void>>;
  list(path: string): Promise<Result<readonly FileEntry[]>>;
  stat(
    path: string,
  ): Promise<
    Result<{ readonly kind: FileEntry['kind']; readonly sizeBytes: number; readonly modifiedAt: UnixMs }>
  >;
  makeFolder(path: string): Promise<Result<void>>;
  remove(path: string): Promise<Result<void>>;
  rename(from: string, to: string): Promise<Result<void>>;
  /** A new empty folder, removed with everything in it on dispose. */
  temporaryFolder(prefix: string): Promise<{ readonly path: string } & AsyncDisposable>;
}

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment of the child; nothing is inherited beyond PATH and HOME unless named here. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly timeoutMs: number;
  /** Output kept per stream; more is cut and flagged. Default 1 MiB. */
  readonly maxOutputBytes?: number;
  readonly signal?: AbortSignal;
  readonly onStdout?: (chunk: Uint8Array) => void;
  readonly onStderr?: (chunk: Uint8Array) => void;
}
export interface ProcessResult {
  /** null when ended by a signal. */
  readonly exitCode: number | null;
  readonly endedBy: string | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly isTruncated: boolean;
  readonly tookMs: number;
}
export interface RunningProcess extends AsyncDisposable {
  readonly pid: number;
  readonly exited: Promise<ProcessResult>;
  /** SIGTERM to the process group, SIGKILL after `graceMs`. */
  stop(graceMs?: number): Promise<ProcessResult>;
}
export interface Processes {
  /** Runs to the end; the whole process group is ended on timeout or abort. */
  run(request: ProcessRequest): Promise<Result<ProcessResult>>;
  start(request: ProcessRequest): Promise<Result<RunningProcess>>;
}
