/** What decides; the parts of `process` by their own names. */
export interface Begun {
  /** What is typed behind `launch-ready`. */
  readonly typed: readonly string[];
  readonly execPath: string;
  readonly execArgv: readonly string[];
  readonly script: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Started by a Node program that talks to it: that connection would not live on. */
  readonly hasParentChannel: boolean;
}

export interface LeanStart {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Commands whose process lives for months. */
const longRunning: ReadonlySet<string> = new Set(['serve', 'probe']);

/**
 * Read by Node only as it starts. One helper thread of V8 instead of four: each keeps memory of its own for compiling and collecting.
 * `gc` can be called: what loading left is given back at once.
 */
const nodeFlags: readonly string[] = ['--v8-pool-size=1', '--expose-gc'];

/**
 * Read by the C library only as it starts (mallopt(3)). By itself glibc lets each thread keep an arena of what it once needed, and
 * after the first large block that is freed it no longer gives such blocks back. What somebody chose is left alone.
 */
const memoryEnv = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** How to begin such a process again; null: this one is good as it is. */
export function leanStart({
  typed,
  execPath,
  execArgv,
  script,
  env,
  hasParentChannel,
}: Begun): LeanStart | null {
  const [command = ''] = typed;
  const isLean = [...execArgv, env['NODE_OPTIONS'] ?? ''].some((flag) => flag.includes('--v8-pool-size'));
  const isQuestion = typed.includes('--help') || typed.includes('-h');
  if (!longRunning.has(command) || isQuestion || hasParentChannel || isLean) return null;
  const set = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    file: execPath,
    args: [execPath, ...execArgv, ...nodeFlags, script, ...typed],
    env: { ...memoryEnv, ...Object.fromEntries(set) },
  };
}
